import type { Fault } from '../../sandbox/types.ts';
import { patient } from './clinic.ts';
import type { Scene } from './faults.ts';

/** What is known of a time without asking. */
export interface SlotFacts {
  readonly start: string;
  readonly end: string;
  readonly practitioner: string;
  readonly location: string;
}

type Answer = Extract<Fault, { kind: 'answer' | 'answer-after' }>;

const before = (body?: unknown, status = 200): Answer => ({ kind: 'answer', status, body });
const after = (body?: unknown, status = 200): Answer => ({ kind: 'answer-after', status, body });

const page = '<!doctype html><html><body>Please sign in to the guest network.</body></html>';
const error = {
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'processing', details: { text: 'This did not work' } }],
};
const bundleOf = (...resources: readonly unknown[]) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  total: resources.length,
  ...(resources.length === 0 ? {} : { entry: resources.map((resource) => ({ resource })) }),
});
const broken = '{"resourceType":"Bundle","entry":[';

/** A 200 or 201 that a careful reader believes nothing of. Readings never lie here: what else could be believed? */
export function wrongAnswer(scene: Scene, variant: number): Answer {
  const answers = answersTo(scene);
  return answers[variant % answers.length] ?? before(page);
}

function answersTo(scene: Scene): readonly Answer[] {
  const appointment = (status: string, other: object = {}) => appointmentOf(scene, status, other);
  const { asked, truth, base } = scene;
  switch (asked.kind) {
    case 'book': {
      const pending = truth.visit(asked.id ?? '')?.status === 'pending';
      const stillHeld = before(bundleOf(appointment('pending')));
      return [
        before(bundleOf(appointment('booked', otherTime))),
        before(bundleOf(appointment('booked'), error)),
        before(bundleOf(appointment('booked', otherPatient))),
        after(bundleOf(appointment('booked', otherTime))),
        after(bundleOf(appointment('cancelled'), error)),
        after(bundleOf(appointment('booked'), error)),
        before(bundleOf()),
        before(undefined, 201),
        before(bundleOf(appointment('cancelled'))),
        after(undefined, 201),
        after(page),
        before(page),
        // Where there is a hold it is true that the appointment is pending, and easily taken for a yes.
        ...(pending ? [stillHeld, stillHeld, stillHeld] : []),
      ];
    }
    case 'hold':
      return [
        before(bundleOf(appointment('cancelled'), error)),
        after(bundleOf(appointment('cancelled'), error)),
        before(bundleOf(appointment('pending', otherTime))),
        before(bundleOf(appointment('pending', otherPatient))),
        before(bundleOf()),
        after(undefined, 201),
        after(page),
        before(page),
      ];
    case 'cancel':
    case 'release':
      return [
        before(appointment('cancelled')),
        before(appointment('booked')),
        before(error),
        before(),
        after(),
        after(page),
        before(page),
      ];
    case 'list':
    case 'find': {
      // The likeliest to mislead: a list that looks empty, and is not whole.
      const cutShort = before({
        ...bundleOf(),
        link: [{ relation: 'next', url: `${base}/Appointment?_page=gone` }],
      });
      return [
        cutShort,
        before(bundleOf(error)),
        cutShort,
        before(page),
        cutShort,
        before(broken),
        before(),
        before(error),
      ];
    }
    case 'read':
    case 'patient':
      return [before(error), before(page), before(broken), before()];
  }
}

const day = 86_400_000;
const later = (text: string): string => new Date(Date.parse(text) + day).toISOString();
const otherTime = { later: true };
const otherPatient = { patient: 'noor-lindgren' };

/** The appointment that the request is about, as this server says it is. */
function appointmentOf({ asked, slots }: Scene, status: string, other: object): unknown {
  const facts = slots.get(asked.slot ?? '');
  const move = 'later' in other ? later : (text: string) => text;
  const whose = 'patient' in other ? String(other.patient) : patient;
  return {
    resourceType: 'Appointment',
    id: asked.id ?? 'somebody',
    status,
    // Of what nobody can tell when it is, a time that this clinic never has: a lie must not come true.
    start: move(facts?.start ?? '2026-03-03T03:33:00.000Z'),
    end: move(facts?.end ?? '2026-03-03T03:53:00.000Z'),
    participant: [
      ...(facts === undefined
        ? []
        : [`Practitioner/${facts.practitioner}`, `Location/${facts.location}`]),
      `Patient/${whose}`,
    ].map((reference) => ({ actor: { reference }, status: 'accepted' })),
  };
}
