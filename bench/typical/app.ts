/**
 * A launch as it is commonly written with fhirclient: the patient is read, then times are asked for, then drawn.
 * It has none of what patients need beside that, so it is smaller than an app would be.
 */
import FHIR from 'fhirclient';
import type { Appointment, Bundle, Patient } from 'fhir/r4';

const day = 24 * 60 * 60 * 1000;

const client = await FHIR.oauth2.ready();
const patient = (await client.patient.read()) as Patient;
const [name] = patient.name ?? [];
show('patient', [name?.given?.join(' '), name?.family].join(' '));

const start = new Date();
const query = new URLSearchParams({
  start: start.toISOString(),
  end: new Date(start.getTime() + 14 * day).toISOString(),
  _count: '20',
});
const found = await client.request<Bundle<Appointment>>(`Appointment/$find?${query.toString()}`);
const format = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short' });
const items = (found.entry ?? []).flatMap(({ resource }) => {
  if (resource?.start === undefined) return [];
  return Object.assign(document.createElement('li'), {
    textContent: format.format(new Date(resource.start)),
  });
});
document.getElementById('times')?.replaceChildren(...items);

function show(id: string, text: string): void {
  const element = document.getElementById(id);
  if (element !== null) element.textContent = text;
}
