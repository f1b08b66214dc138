import type { Code } from '../../scheduling/model.ts';
import type { FoundAppointments, Search } from '../../scheduling/ports.ts';
import { writeInstant } from '../parse/instant.ts';
import { type Json, object, objects, text } from '../parse/json.ts';
import { Proposals } from '../parse/proposal.ts';
import type { SearchPair } from '../records.ts';
import { slotOf } from '../slots.ts';
import { practiceSettings } from './practice-settings.ts';

const snomed = 'http://snomed.info/sct';

/**
 * A kind of visit is required. Where none is asked for, all are, by the codes that every hospital has. Those of the
 * hospital and those cannot be mixed.
 */
export function slotQuery(search: Search): readonly SearchPair[] {
  const { start, end, practitioners = [], locations = [], visitTypes = [], count } = search;
  const specialties = (search.specialties ?? []).filter(({ system }) => system === snomed);
  const [first, ...others] = visitTypes.length > 0 ? visitTypes : specialties;
  const kinds: readonly Pick<Code, 'system' | 'code'>[] =
    first === undefined
      ? practiceSettings.map((code) => ({ system: snomed, code }))
      : [first, ...others.filter(({ system }) => system === first.system)];
  const pairs: readonly SearchPair[] = [
    ['service-type', kinds.map(({ system, code }) => `${system}|${code}`).join(',')],
    ['start', `ge${writeInstant(start)}`],
    ['start', `lt${writeInstant(end + 999)}`],
    ['schedule.actor', practitioners.join(',')],
    ['-location', locations.map((location) => location.slice('Location/'.length)).join(',')],
    ['_include', 'Slot:schedule'],
    ['_count', count === undefined ? '' : String(count)],
  ];
  return pairs.filter(([, value]) => value !== '');
}

/** The place is an extension of the Slot, and the specialty a second code for the kind of visit. */
export function asOthersHaveIt(proposed: Json, { extension }: Json): Json {
  const places = objects(extension)
    .filter(({ url }) => text(url)?.endsWith('/scheduling-location'))
    .map(({ valueReference }) => ({ actor: valueReference, status: 'needs-action' }));
  const kinds = objects(proposed.serviceType);
  const isStandard = ({ system }: Json): boolean => system === snomed;
  return {
    ...proposed,
    serviceType: kinds.map((kind) => {
      const own = objects(kind.coding).filter((coding) => !isStandard(coding));
      return own.length === 0 ? kind : { ...kind, coding: own };
    }),
    specialty: kinds.flatMap(({ coding }) =>
      objects(coding)
        .filter(isStandard)
        .map((each) => ({ coding: [each] })),
    ),
    participant: [...objects(proposed.participant), ...places],
  };
}

/**
 * A time has a Slot for each kind of visit for which it is open, of which hospitals have dozens. Where none was asked
 * for it stands there once: as the first kind, which is the one that is booked, with the others named behind it.
 */
export function oncePerTime(found: FoundAppointments, base: string): FoundAppointments {
  const times = new Map<string, { readonly resource: Json; readonly kinds: Json[] }>();
  for (const time of found.appointments) {
    const { start, end, schedule } = slotOf(time);
    const key = JSON.stringify([start, end, object(schedule).reference]);
    const resource = object(time.resource);
    const kinds = objects(resource.serviceType);
    const before = times.get(key);
    if (before === undefined) times.set(key, { resource, kinds: [...kinds] });
    else before.kinds.push(...kinds);
  }
  const proposals = new Proposals(base);
  const appointments = [...times.values()].flatMap(
    ({ resource, kinds }) => proposals.parse({ ...resource, serviceType: kinds }) ?? [],
  );
  return { ...found, appointments };
}
