import { createEhr } from '../../../sandbox/ehr.ts';
import { createStaticTokens } from '../../../sandbox/fhir/tokens.ts';
import { findQuery, monday, offerOf, parameters, send } from './clinic-day.ts';

/** A process of its own for the durability test: books one visit on a data directory, says so, and waits to be killed. */
const [dataDirectory = ''] = process.argv.slice(2);
const clock = (): number => monday;
const tokens = createStaticTokens(clock);
try {
  const ehr = await createEhr({
    base: 'http://ehr.test/fhir',
    clock,
    tokens,
    database: { dataDirectory },
  });
  const token = tokens.issue({ patient: 'noor-lindgren', scopes: 'patient/*.cruds' });
  const client = (method: string, path: string, body?: unknown) =>
    send(ehr, token, method, path, body);
  const offer = await offerOf(client, 'naomi-castellane');
  const booked = await client('POST', `/Appointment/${offer.id}/$book`, parameters());
  const { total } = (await client('GET', findQuery())).bundle;
  console.log(JSON.stringify({ id: booked.matches[0]?.id, offer: offer.id, total }));
  setInterval(() => undefined, 1_000);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
