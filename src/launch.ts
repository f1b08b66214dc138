/**
 * Composition root of launch.html, the EHR launch URL: it authorizes, and nothing else. The build puts it into
 * the page itself (scripts/launch-page.ts), so that it runs without a request; every byte of it counts.
 */
import { authorizeLaunch, takeLaunch } from './session/launch.ts';
import { issuersIn } from './session/settings.ts';
import type { LaunchFailure, RegisteredIssuer } from './session/types.ts';

// Before anything that waits: what the portal sent stands in the address no longer than this.
const launch = takeLaunch(window);
const main = document.querySelector('main') ?? document.body;
const settings = document.getElementById('deployment')?.textContent ?? '';

await open(issuersIn(settings));

async function open(issuers: readonly RegisteredIssuer[] | undefined): Promise<void> {
  const outcome =
    issuers &&
    (await authorizeLaunch(launch, {
      page: window,
      issuers,
      redirectUri: new URL('index.html', document.baseURI).href,
      now: Date.now,
    }));
  if (outcome?.at === 'redirecting') {
    fetchApp();
    return;
  }
  await explain(outcome?.failure);
}

/** The authorization takes a while and needs nothing of the app's host, so the app comes in the meantime. */
function fetchApp(): void {
  const named = document.querySelector('template');
  if (named !== null) document.head.append(named.content);
}

/** @param failure undefined where the settings cannot be launched with */
async function explain(failure: LaunchFailure | undefined): Promise<void> {
  const words = await Promise.all([
    import('./config.ts'),
    import('./ui/launch/failure-page.ts'),
    import('./ui/launch/messages.ts'),
  ]).catch(() => undefined);
  if (words === undefined) {
    // The page's own last sentence, which is there for the case that nothing comes any more.
    main.className = 'stuck';
    return;
  }
  const [{ DeploymentError, readDeployment }, { showFailure, showMistakes }, { messagesIn }] =
    words;
  try {
    const deployment = readDeployment(document);
    const again = () => void open(deployment.issuers);
    if (failure === undefined) {
      again();
      return;
    }
    showFailure(main, failure, deployment, await messagesIn(deployment.language), again);
  } catch (error) {
    if (!(error instanceof DeploymentError)) throw error;
    const { messages } = await messagesIn(document.documentElement.lang);
    showMistakes(main, error.problems, messages);
  }
}
