/** Composition root of launch.html, the EHR launch URL: it authorizes, and nothing else. */
import { DeploymentError, readDeployment, type Deployment } from './config.ts';
import { authorizeLaunch, takeLaunch } from './session/launch.ts';
import { en } from './ui/launch/en.ts';
import { showFailure, showMistakes } from './ui/launch/failure-page.ts';
import { messagesIn } from './ui/launch/messages.ts';

// Before anything that waits: what the portal sent stands in the address no longer than this.
const launch = takeLaunch(window);
const main = document.querySelector('main') ?? document.body;

try {
  await open(readDeployment(document));
} catch (error) {
  if (!(error instanceof DeploymentError)) throw error;
  showMistakes(main, error.problems, en);
}

async function open(deployment: Deployment): Promise<void> {
  const words = messagesIn(deployment.language);
  const outcome = await authorizeLaunch(launch, {
    page: window,
    issuers: deployment.issuers,
    redirectUri: new URL('index.html', document.baseURI).href,
    now: Date.now,
  });
  if (outcome.at === 'redirecting') return;
  const { language, messages } = await words;
  document.documentElement.lang = language;
  showFailure(main, outcome.failure, deployment, messages, () => void open(deployment));
}
