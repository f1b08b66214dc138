import { clinicianName, clinicians } from './clinicians.ts';
import { people } from './people.ts';
import { modeOf, organizations, places } from './places.ts';

/** One person or place of the sandbox's clinic, for whoever must name it: tests, and the portal's list. */
export interface Entry {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

/** Who may sign in to the portal. */
export const patients: readonly Entry[] = people.map(({ id, name, description }) => ({
  id,
  name,
  description,
}));

export const practitioners: readonly Entry[] = clinicians.map((clinician) => ({
  id: clinician.id,
  name: clinicianName(clinician),
  description: clinician.posts.map((post) => post.place).join(', '),
}));

export const locations: readonly (Entry & { readonly zone: string })[] = places.map((place) => ({
  id: place.id,
  name: place.name,
  description: place.address?.city ?? `by ${modeOf(place.id)}`,
  zone: place.zone,
}));

export const clinicName = organizations['larkspur-valley'].name;
