import type { Instant } from '../../src/scheduling/model.ts';
import type { FaultKind } from './fault-kinds.ts';

/** What a page asks the EHR for. `cancel` and `release` are the same request about a visit and about a hold. */
export const requestKinds = [
  'find',
  'hold',
  'book',
  'cancel',
  'release',
  'list',
  'read',
  'patient',
] as const;
export type RequestKind = (typeof requestKinds)[number];

/** After these the tables say what they said before. */
export const reads: readonly RequestKind[] = ['find', 'list', 'read', 'patient'];

/** One request as a page sent it, and what the page heard. */
export interface Asked {
  /** Sendings and hearings of a run are numbered in one order. */
  readonly sent: number;
  /** Whose journal: a page that is loaded again is in the same tab. */
  readonly tab: number;
  readonly page: number;
  readonly kind: RequestKind;
  /** The id that it names: of a visit, or of an open time. */
  readonly id: string | undefined;
  /** The time that it is about, by the id of its slot. */
  readonly slot: string | undefined;
  /** Of a list: the starts that it asks for. */
  readonly between: readonly [Instant, Instant];
  readonly sentAt: Instant;
  fault: FaultKind | undefined;
  status: number | undefined;
  /** `nothing`: the page cannot know what became of it; `nonsense`: neither can it after what came. */
  heard: 'not yet' | 'nothing' | 'nonsense' | 'answer';
  /** What was sent after this was sent knowing it. */
  heardAs: number;
}

/** What can be told of a request by looking at it. @param isBooked whether a visit of this id is booked now */
export function readAsked(
  { method, url }: { readonly method: string; readonly url: string },
  body: string,
  isBooked: (id: string) => boolean,
): Pick<Asked, 'kind' | 'id' | 'between'> | undefined {
  const { pathname, searchParams } = new URL(url);
  const [type = '', last = ''] = pathname.split('/').slice(3);
  const between = [-Infinity, Infinity] as const;
  if (type === 'Patient') return { kind: 'patient', id: undefined, between };
  if (type !== 'Appointment') return undefined;
  switch (last) {
    case '':
      return { kind: 'list', id: undefined, between: period(searchParams.getAll('date')) };
    case '$find':
      return { kind: 'find', id: undefined, between };
    case '$hold':
    case '$book': {
      const id = /"appt-id"[^}]*?Appointment\/([A-Za-z0-9.-]+)/.exec(body)?.[1];
      return { kind: last === '$hold' ? 'hold' : 'book', id, between };
    }
  }
  if (method === 'GET') return { kind: 'read', id: last, between };
  return { kind: isBooked(last) ? 'cancel' : 'release', id: last, between };
}

function period(dates: readonly string[]): readonly [Instant, Instant] {
  const bound = (prefix: string, otherwise: number): number => {
    const found = dates.find((date) => date.startsWith(prefix));
    return found === undefined ? otherwise : Date.parse(found.slice(2));
  };
  return [bound('ge', -Infinity), bound('lt', Infinity)];
}
