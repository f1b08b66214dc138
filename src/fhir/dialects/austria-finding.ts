import type { DialectPorts } from '../dialect.ts';
import { attempt } from '../errors.ts';
import { readPages } from '../pages.ts';
import { chunksOf, idsAtOnce } from '../chunks.ts';
import { parseCodes } from '../parse/concept.ts';
import { writeInstant } from '../parse/instant.ts';
import type { Json } from '../parse/json.ts';
import { parseId } from '../parse/reference.ts';
import { findBySchedules } from '../schedules.ts';
import { token } from '../token.ts';

/** Schedules must be searched by a date and by an actor or a service, Slots by what they are for. */
export function findByServices({ send, base, now }: DialectPorts) {
  let reading: Promise<readonly Json[]> | undefined;
  /** Where they cannot be read, the server has the last word on a search without them. */
  const services = async (): Promise<readonly Json[]> => {
    reading ??= readPages(
      send,
      base,
      { method: 'GET', url: 'HealthcareService?active=true' },
      'HealthcareService',
    ).then(({ resources }) => resources);
    const read = await attempt(() => reading ?? Promise.resolve([]));
    if (!read.ok) reading = undefined;
    return read.ok ? read.value : [];
  };
  return findBySchedules(send, base, {
    async schedules(actors) {
      const from = ['date', `ge${writeInstant(now()).slice(0, 10)}`] as const;
      if (actors.length > 0) return [[['actor', actors.join(',')], from]];
      const references = (await services()).flatMap(({ id }) =>
        parseId(id) === undefined ? [] : `HealthcareService/${String(id)}`,
      );
      if (references.length === 0) return [[from]];
      return chunksOf(references, idsAtOnce).map((some) => [
        ['service-type-reference', some.join(',')],
        from,
      ]);
    },
    async slots(schedules, { visitTypes = [] }) {
      const offered = schedules.flatMap(({ resource }) => parseCodes(resource.serviceType));
      const named = visitTypes.length > 0 ? visitTypes : offered;
      // A Schedule may name its service in place of a code.
      const kinds =
        named.length > 0 ? named : (await services()).flatMap(({ type }) => parseCodes(type));
      const tokens = [...new Set(kinds.map(token))];
      return tokens.length === 0 ? [] : [['service-type', tokens.join(',')]];
    },
  });
}
