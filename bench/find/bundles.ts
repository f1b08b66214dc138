/**
 * The answers to `$find` that every page is given: the same seed gives the same times, byte by byte. Times
 * are drawn from every 10 minutes between 8:00 and 17:00 of every weekday of every clinician.
 */
import { tzOffset } from '@date-fns/tz/tzOffset';

export interface Shape {
  readonly times: number;
  readonly weekdays: number;
  readonly practitioners: number;
  readonly locations: number;
  readonly seed: number;
}

/** Bigger hospitals are looked into further ahead. */
export const shapes: readonly Shape[] = [
  { times: 100, weekdays: 5, practitioners: 2, locations: 1, seed: 20270301 },
  { times: 1_000, weekdays: 10, practitioners: 5, locations: 2, seed: 20270302 },
  { times: 10_000, weekdays: 30, practitioners: 12, locations: 4, seed: 20270303 },
  { times: 50_000, weekdays: 60, practitioners: 30, locations: 8, seed: 20270304 },
];

export interface Entry {
  /** Epoch milliseconds. */
  readonly start: number;
  /** `Practitioner/…`. */
  readonly practitioner: string;
  /** The entry of the Bundle, as JSON. */
  readonly json: string;
}

/** In the zone of every clinic here; clocks go forward on 14 March, within the two larger sets. */
export const zone = 'America/New_York';
/** Monday. */
const firstDay = Date.UTC(2027, 2, 1);
const minute = 60_000;
const day = 24 * 60 * minute;
const startsADay = 54;

const family =
  'Abara,Bianchi,Castro,Dubois,Eriksen,Farouk,Gupta,Hansen,Ibarra,Jensen,Kimura,Larsen,Mbeki,Novak,Okafor,Petrov,Quinn,Rossi,Silva,Tanaka,Ueda,Vargas,Weber,Xiong,Yilmaz,Zhang,Alvarez,Bergman,Cohen,Delgado'.split(
    ',',
  );
const given = 'Amara,Bruno,Clara,Diego,Elena'.split(',');
const streets = 'Maple,Harbor,Summit,Walnut,Chapel,Orchard,Bridge,Garden'.split(',');

/** The entries of one Bundle, soonest first, then by clinician. */
export function entriesOf(shape: Shape): readonly Entry[] {
  return drawn(shape)
    .map((number) => {
      const nth = Math.floor(number / startsADay);
      return {
        start: startOf(Math.floor(nth / shape.practitioners), number % startsADay),
        practitioner: nth % shape.practitioners,
      };
    })
    .sort((one, other) => one.start - other.start || one.practitioner - other.practitioner)
    .map(({ start, practitioner }, index) => ({
      start,
      practitioner: `Practitioner/p-${practitioner + 1}`,
      json: JSON.stringify(entry(start, practitioner, index, shape)),
    }));
}

/** A searchset of these entries, as a server writes it. */
export function bundleOf(entries: readonly Entry[]): string {
  const list = entries.map(({ json }) => json).join(',');
  return `{"resourceType":"Bundle","type":"searchset","total":${entries.length},"entry":[${list}]}`;
}

/** The first steps of a Fisher-Yates shuffle: `times` different numbers, each as likely as any other. */
function drawn({ times, weekdays, practitioners, seed }: Shape): readonly number[] {
  const random = mulberry32(seed);
  const all = Array.from({ length: weekdays * practitioners * startsADay }, (_, index) => index);
  for (let index = 0; index < times; index += 1) {
    const other = index + Math.floor(random() * (all.length - index));
    [all[index], all[other]] = [all[other] ?? 0, all[index] ?? 0];
  }
  return all.slice(0, times);
}

function startOf(weekday: number, nth: number): number {
  const date = firstDay + (Math.floor(weekday / 5) * 7 + (weekday % 5)) * day;
  // Clocks change at night, so noon has the offset of the whole working day.
  const offset = tzOffset(zone, new Date(date + day / 2));
  return date + (8 * 60 + nth * 10 - offset) * minute;
}

function entry(start: number, practitioner: number, index: number, { locations }: Shape): unknown {
  const id = `prop-${String(index + 1).padStart(6, '0')}`;
  const place = practitioner % locations;
  const period = { start: written(start), end: written(start + 10 * minute) };
  const concept = (system: string, code: string, display: string) => ({
    coding: [{ system, code, display }],
    text: display,
  });
  const participant = (reference: string, display: string, status: string) => ({
    actor: { reference, display },
    required: 'required',
    status,
  });
  return {
    fullUrl: `http://ehr.localhost/fhir/Appointment/${id}`,
    resource: {
      resourceType: 'Appointment',
      id,
      status: 'proposed',
      serviceType: [concept('http://snomed.info/sct', '390906007', 'Follow-up visit')],
      specialty: [concept('http://snomed.info/sct', '394814009', 'General practice')],
      appointmentType: concept(
        'http://terminology.hl7.org/CodeSystem/v2-0276',
        'ROUTINE',
        'Routine appointment',
      ),
      ...period,
      minutesDuration: 10,
      slot: [{ reference: `Slot/slot-${id}` }],
      participant: [
        participant(
          `Practitioner/p-${practitioner + 1}`,
          `Dr. ${given[practitioner % given.length] ?? ''} ${family[practitioner] ?? ''}`,
          'accepted',
        ),
        participant(`Location/l-${place + 1}`, `${streets[place] ?? ''} Street Clinic`, 'accepted'),
        participant('Patient/1', 'Ana Example', 'needs-action'),
      ],
      requestedPeriod: [period],
    },
    search: { mode: 'match' },
  };
}

const written = (instant: number) => `${new Date(instant).toISOString().slice(0, 19)}Z`;

/** A small generator that is the same everywhere (Tommy Ettinger's, in the public domain). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
