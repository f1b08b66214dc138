import type { AppFlow } from '../flows/app.svelte.ts';

/** Whether an alert comes with the screen: then that is what the patient has to hear first. */
export function isAlerted({ booking: { step }, recovery, change, screen }: AppFlow): boolean {
  if (screen === 'change')
    return (
      typeof change === 'object' && change.step.at === 'asking' && change.step.failure !== undefined
    );
  if (step.at === 'checking') return /^not-(booked|moved)$/.test(step.note?.kind ?? '');
  return step.at === 'choosing' && (step.lost !== undefined || recovery.step.at === 'nothing');
}
