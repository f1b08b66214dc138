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

interface Read extends Pick<Asked, 'kind' | 'id' | 'slot' | 'between'> {
  /** When and with whom, of a time that is described and not named. */
  readonly place: Place | undefined;
}

export interface Place {
  readonly start: Instant;
  /** `Practitioner/123`. */
  readonly practitioner: string;
}

/** What the clinic's tables say of an id now. */
export type StatusOf = (id: string) => string | undefined;

const ever = [-Infinity, Infinity] as const;

/**
 * What can be told of a request by looking at it, in whichever dialect: the visit or the time that it names, and
 * what it wants of it.
 * @param path under the FHIR base
 * @returns `undefined` for what never changes, such as a directory
 */
export function readAsked(
  { method, path, query }: { method: string; path: string; query: URLSearchParams },
  body: string,
  statusOf: StatusOf,
): Read | undefined {
  const [type = '', second = '', third = ''] = path.split('/');
  const named = nameIn(path, body);
  const about = (kind: RequestKind): Read => ({ kind, ...named, between: ever });
  /** Calling off what is booked, or giving back what is only held. */
  const end = (): Read =>
    about(named.id !== undefined && statusOf(named.id) === 'booked' ? 'cancel' : 'release');
  const operation = [second, third].find((part) => part.startsWith('$'));
  if (type === 'Patient') return { ...about('patient'), id: undefined };
  if (operation === '$find' || operation === '$prefetch') return about('find');
  if (type === 'Slot') {
    if (method === 'GET') return about('find');
    return about(/"(?:valueCode|value)":"free"/.test(body) ? 'release' : 'hold');
  }
  // A transaction of a plain server.
  if (type === '' && method === 'POST') return /"booked"/.test(body) ? about('book') : end();
  if (type !== 'Appointment') return undefined;
  switch (operation) {
    case '$hold':
      return about('hold');
    case '$cancel':
      return end();
    case '$book':
      // IHE cancels by booking what is cancelled.
      return isCancelled(body) ? end() : about('book');
    case undefined:
      break;
    default:
      return about('book');
  }
  if (method === 'GET' && second === '')
    return { ...about('list'), id: undefined, between: period(query.getAll('date')) };
  if (method === 'GET') return about('read');
  return isCancelled(body) ? end() : about('book');
}

/** A status in a resource, in a JSON Patch or in a FHIRPath Patch. */
const isCancelled = (body: string): boolean =>
  /"(?:status|value|valueCode)":"cancelled"/.test(body);

/** The visit or offer in the path, else the first in the body that is not the one to be replaced; and the slot. */
function nameIn(path: string, body: string): Pick<Read, 'id' | 'slot' | 'place'> {
  const rest = body.replaceAll(/\{[^{}]*"cancelled-appt-id"[^{}]*\}/g, '');
  const ids = [
    /^Appointment\/([A-Za-z0-9.-]+)/.exec(path)?.[1],
    /Appointment\/([A-Za-z0-9.-]+)/.exec(rest)?.[1],
    /"resourceType":"Appointment","id":"([^"]+)"/.exec(rest)?.[1],
    /"name":"appointment","valueIdentifier":\{"value":"([^"]+)"/.exec(rest)?.[1],
  ];
  return {
    id: ids.find((id) => id !== undefined),
    slot: /\bSlot\/([A-Za-z0-9.-]+)/.exec(`${path} ${rest}`)?.[1],
    place: placeIn(rest),
  };
}

function placeIn(body: string): Place | undefined {
  const start = /"start":"([^"]+)"/.exec(body)?.[1];
  const practitioner = /\bPractitioner\/[A-Za-z0-9.-]+/.exec(body)?.[0];
  if (start === undefined || practitioner === undefined) return undefined;
  return { start: Date.parse(start), practitioner };
}

function period(dates: readonly string[]): readonly [Instant, Instant] {
  const bound = (prefix: string, otherwise: number): number => {
    const found = dates.find((date) => date.startsWith(prefix));
    return found === undefined ? otherwise : Date.parse(found.slice(2));
  };
  return [bound('ge', -Infinity), bound('lt', bound('le', Infinity))];
}
