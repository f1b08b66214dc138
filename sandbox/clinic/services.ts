import { specialties, type Specialty, type VisitMode } from './codes.ts';
import { type Clinician, clinicians, type Post } from './clinicians.ts';
import { modeOf } from './places.ts';

/** HL7's service categories, as far as the hospital needs them. */
export type ServiceCategory = 'General Practice' | 'Specialist Medical' | 'Hospital';

/** What the hospital does for patients, by the name under which they look for it. All are invented. */
export interface Service {
  readonly id: string;
  readonly name: string;
  readonly category: ServiceCategory;
  readonly comment?: string;
  readonly phone: string;
  /** SNOMED CT codes. */
  readonly specialties: readonly string[];
  /** Codes of the guide; none where the directory does not say. */
  readonly visitTypes: readonly string[];
  readonly places: readonly string[];
  readonly mode: VisitMode;
  /** The hours in which anybody may just come; absent where an appointment is needed. */
  readonly walkIn?: { readonly from: string; readonly until: string; readonly notOn: string };
  /** Still in the directory, as in every hospital's, and no longer offered. */
  readonly ended?: true;
}

const desks: Readonly<Record<Specialty, string>> = {
  '419772000': '+1-207-555-0141',
  '394582007': '+1-207-555-0142',
  '394579002': '+1-207-555-0143',
  '394537008': '+1-608-555-0163',
  '394801008': '+1-207-555-0144',
  '394594003': '+1-480-555-0177',
  '394914008': '+1-207-555-0145',
};

/** Whatever is booked from the clinicians' schedules: what they offer is what their posts are for. */
const bookable: readonly Service[] = [
  ...(Object.keys(specialties) as Specialty[]).map((code): Service => {
    const name = specialties[code];
    return {
      id: name.toLowerCase().replaceAll(' ', '-'),
      name,
      category: code === '419772000' ? 'General Practice' : 'Specialist Medical',
      phone: desks[code],
      mode: 'in-person',
      ...offeredBy(postsOf('in-person').filter(([{ specialty }]) => specialty === code)),
    };
  }),
  {
    id: 'video-visits',
    name: 'Video visits',
    category: 'General Practice',
    comment:
      'The clinician sees you by video. The link is in your portal 15 minutes before the visit.',
    phone: desks['419772000'],
    mode: 'video',
    ...offeredBy(postsOf('video')),
  },
  {
    id: 'phone-visits',
    name: 'Phone visits',
    category: 'General Practice',
    comment: 'The clinician calls the phone number in your portal.',
    phone: desks['419772000'],
    mode: 'phone',
    ...offeredBy(postsOf('phone')),
  },
];

/** No schedule is published for these. */
const others: readonly Service[] = [
  {
    id: 'heart-surgery-consultations',
    name: 'Heart surgery consultations',
    category: 'Hospital',
    comment:
      'A surgeon reads your records before the first visit, so these visits are arranged by phone.',
    phone: '+1-207-555-0171',
    specialties: ['394603008'],
    visitTypes: ['consult'],
    places: ['harborview'],
    mode: 'in-person',
  },
  {
    id: 'sleep-laboratory',
    name: 'Sleep laboratory',
    category: 'Hospital',
    comment: 'A night here needs a bed and a technician, so it is planned with you by phone.',
    phone: '+1-608-555-0172',
    specialties: ['418112009'],
    visitTypes: [],
    places: ['prairie-junction'],
    mode: 'in-person',
  },
  {
    id: 'flu-shots-walk-in',
    name: 'Flu shots, walk in',
    category: 'General Practice',
    comment: 'Come at any time in these hours; you need no appointment.',
    phone: '+1-207-555-0146',
    specialties: ['419772000'],
    visitTypes: ['flu-shot-clinic', 'walk-in'],
    places: ['harborview', 'ocotillo'],
    mode: 'in-person',
    walkIn: { from: '09:00:00', until: '16:00:00', notOn: 'Public holidays' },
  },
  {
    id: 'house-calls',
    name: 'House calls',
    category: 'General Practice',
    phone: '+1-608-555-0164',
    specialties: ['419772000'],
    visitTypes: ['home-health'],
    places: ['prairie-junction'],
    mode: 'in-person',
    ended: true,
  },
];

export const services: readonly Service[] = [...bookable, ...others];

/** The services for which a clinician sees patients. */
export function servicesOf({ specialty, posts }: Clinician): readonly Service[] {
  return bookable.filter(
    (service) =>
      service.specialties.includes(specialty) &&
      posts.some(({ place }) => modeOf(place) === service.mode),
  );
}

function postsOf(mode: VisitMode): (readonly [Clinician, Post])[] {
  return clinicians.flatMap((clinician) =>
    clinician.posts
      .filter(({ place }) => modeOf(place) === mode)
      .map((post) => [clinician, post] as const),
  );
}

function offeredBy(
  posts: readonly (readonly [Clinician, Post])[],
): Pick<Service, 'specialties' | 'visitTypes' | 'places'> {
  const types = posts.flatMap(([, { template }]) => template.flatMap((each) => each.visitTypes));
  return {
    specialties: [...new Set(posts.map(([{ specialty }]) => specialty))],
    visitTypes: [...new Set(types)],
    places: [...new Set(posts.map(([, { place }]) => place))],
  };
}
