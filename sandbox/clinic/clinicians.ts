import type { Specialty } from './codes.ts';
import type { OrganizationId } from './places.ts';

/** Days of the week as `Date` counts them: Monday is 1. */
type Weekday = 1 | 2 | 3 | 4 | 5;

/** How a session is cut up: stretches of minutes and what each is for, repeated until the session ends. */
export type Template = readonly {
  readonly minutes: number;
  readonly visitTypes: readonly string[];
}[];

/** When and where a clinician works: one FHIR Schedule. Times are the place's local wall clock. */
export interface Post {
  readonly place: string;
  readonly days: readonly Weekday[];
  readonly sessions: readonly (readonly [from: string, until: string])[];
  readonly template: Template;
}

export interface Clinician {
  readonly id: string;
  readonly given: string;
  readonly family: string;
  readonly prefix: string | undefined;
  readonly suffix: string;
  readonly gender: 'female' | 'male' | 'other';
  readonly specialty: Specialty;
  readonly organization: OrganizationId;
  readonly languages: readonly string[];
  readonly posts: readonly Post[];
  /** Children's clinicians see nobody older. */
  readonly oldestAge?: number;
}

const week: readonly Weekday[] = [1, 2, 3, 4, 5];
const fullDay = [
  ['08:00', '12:00'],
  ['13:00', '17:00'],
] as const;
const earlyDay = [
  ['07:30', '11:30'],
  ['12:30', '16:30'],
] as const;
const afternoon = [['13:00', '17:00']] as const;
const morning = [['08:00', '12:00']] as const;

const familyVisit = { minutes: 20, visitTypes: ['office-visit', 'follow-up', 'same-day'] };
const familyDay: Template = [
  { minutes: 40, visitTypes: ['new-patient', 'physical'] },
  familyVisit,
  familyVisit,
  familyVisit,
  { minutes: 20, visitTypes: ['office-visit', 'follow-up', 'urgent'] },
];
const videoDay: Template = [{ minutes: 20, visitTypes: ['office-visit', 'follow-up'] }];
const phoneHour: Template = [{ minutes: 20, visitTypes: ['follow-up', 'office-visit'] }];
const skinDay: Template = [
  { minutes: 30, visitTypes: ['new-patient', 'consult'] },
  { minutes: 15, visitTypes: ['follow-up', 'office-visit'] },
  { minutes: 15, visitTypes: ['follow-up', 'office-visit'] },
  { minutes: 30, visitTypes: ['minor-surgery', 'procedure', 'treatment'] },
];
const heartDay: Template = [
  { minutes: 40, visitTypes: ['consult', 'new-patient', 'evaluation'] },
  { minutes: 20, visitTypes: ['follow-up', 'office-visit'] },
  { minutes: 20, visitTypes: ['ekg', 'follow-up'] },
  { minutes: 40, visitTypes: ['echo', 'stress-test', 'echo-stresstest'] },
];
const childrenDay: Template = [
  { minutes: 30, visitTypes: ['well-child', 'new-patient', 'physical'] },
  { minutes: 15, visitTypes: ['office-visit', 'follow-up', 'same-day'] },
  { minutes: 15, visitTypes: ['office-visit', 'vaccine'] },
];
const boneDay: Template = [
  { minutes: 30, visitTypes: ['consult', 'new-patient', 'pre-op'] },
  { minutes: 15, visitTypes: ['follow-up', 'post-op'] },
  { minutes: 15, visitTypes: ['office-visit', 'injection', 'follow-up'] },
];
const eyeDay: Template = [
  { minutes: 30, visitTypes: ['vision', 'new-patient', 'consult'] },
  { minutes: 15, visitTypes: ['follow-up', 'office-visit'] },
];
const imagingDay: Template = [
  { minutes: 15, visitTypes: ['x-ray'] },
  { minutes: 15, visitTypes: ['x-ray', 'dxa'] },
  { minutes: 30, visitTypes: ['ultrasound', 'breast-imaging'] },
  { minutes: 30, visitTypes: ['mri', 'ct', 'fluoroscopy'] },
];
const nurseDay: Template = [
  { minutes: 10, visitTypes: ['vaccine', 'flu-shot-clinic', 'injection'] },
  { minutes: 10, visitTypes: ['lab', 'injection'] },
  { minutes: 10, visitTypes: ['lab', 'vaccine', 'flu-shot-clinic'] },
];

const larkspur = {
  organization: 'larkspur-valley',
  prefix: 'Dr.',
  suffix: 'MD',
  languages: ['en'],
} as const;
const daily = (place: string, template: Template, sessions: Post['sessions'] = fullDay): Post => ({
  place,
  days: week,
  sessions,
  template,
});

/** Everybody here is invented. */
export const clinicians: readonly Clinician[] = [
  {
    ...larkspur,
    id: 'naomi-castellane',
    given: 'Naomi',
    family: 'Castellane',
    gender: 'female',
    specialty: '419772000',
    languages: ['en', 'fr'],
    posts: [
      { place: 'harborview', days: [1, 2, 3, 4], sessions: fullDay, template: familyDay },
      { place: 'harborview-video', days: [5], sessions: morning, template: videoDay },
    ],
  },
  {
    ...larkspur,
    id: 'peter-oyelaran',
    given: 'Peter',
    family: 'Oyelaran',
    gender: 'male',
    specialty: '419772000',
    posts: [
      daily('harborview', familyDay, earlyDay),
      daily('harborview-phone', phoneHour, [['16:40', '17:40']]),
    ],
  },
  {
    ...larkspur,
    id: 'priya-venkatarao',
    given: 'Priya',
    family: 'Venkatarao',
    prefix: undefined,
    suffix: 'NP',
    gender: 'female',
    specialty: '419772000',
    languages: ['en', 'ta'],
    posts: [
      { place: 'harborview', days: week, sessions: morning, template: familyDay },
      { place: 'harborview-video', days: week, sessions: afternoon, template: videoDay },
    ],
  },
  {
    ...larkspur,
    id: 'lena-brandvold',
    given: 'Lena',
    family: 'Brandvold',
    gender: 'female',
    specialty: '419772000',
    posts: [daily('prairie-junction', familyDay)],
  },
  {
    ...larkspur,
    id: 'mateo-quintanar',
    given: 'Mateo',
    family: 'Quintanar',
    gender: 'male',
    specialty: '419772000',
    languages: ['en', 'es'],
    posts: [
      { place: 'ocotillo', days: [1, 2, 3, 4, 5], sessions: morning, template: familyDay },
      { place: 'ocotillo', days: [1, 3, 5], sessions: afternoon, template: familyDay },
      { place: 'ocotillo-video', days: [2, 4], sessions: afternoon, template: videoDay },
    ],
  },
  {
    ...larkspur,
    id: 'ingrid-falkenrath',
    given: 'Ingrid',
    family: 'Falkenrath',
    gender: 'female',
    specialty: '394582007',
    languages: ['en', 'de'],
    posts: [
      { place: 'harborview', days: [1, 2, 3], sessions: fullDay, template: skinDay },
      { place: 'prairie-junction', days: [4, 5], sessions: fullDay, template: skinDay },
    ],
  },
  {
    ...larkspur,
    id: 'omar-benhaddou',
    given: 'Omar',
    family: 'Benhaddou',
    gender: 'male',
    specialty: '394582007',
    languages: ['en', 'ar', 'fr'],
    posts: [daily('ocotillo', skinDay)],
  },
  {
    ...larkspur,
    id: 'grace-lindqvist',
    given: 'Grace',
    family: 'Lindqvist',
    gender: 'female',
    specialty: '394579002',
    posts: [daily('prairie-junction', heartDay)],
  },
  {
    ...larkspur,
    id: 'victor-amaechi',
    given: 'Victor',
    family: 'Amaechi',
    gender: 'male',
    specialty: '394579002',
    posts: [daily('harborview', heartDay)],
  },
  {
    ...larkspur,
    id: 'hana-sorensen-ito',
    given: 'Hana',
    family: 'Sorensen-Ito',
    gender: 'female',
    specialty: '394537008',
    languages: ['en', 'ja'],
    oldestAge: 17,
    posts: [daily('prairie-junction', childrenDay)],
  },
  {
    ...larkspur,
    id: 'theo-marchetti',
    given: 'Theo',
    family: 'Marchetti',
    gender: 'male',
    specialty: '394537008',
    oldestAge: 17,
    posts: [daily('ocotillo', childrenDay)],
  },
  {
    ...larkspur,
    id: 'caleb-whitmarsh',
    given: 'Caleb',
    family: 'Whitmarsh',
    gender: 'male',
    specialty: '394801008',
    posts: [daily('harborview', boneDay)],
  },
  {
    ...larkspur,
    id: 'rosalind-achterberg',
    given: 'Rosalind',
    family: 'Achterberg',
    gender: 'female',
    specialty: '394801008',
    posts: [daily('ocotillo', boneDay, earlyDay)],
  },
  {
    ...larkspur,
    id: 'yusuf-karadeniz',
    given: 'Yusuf',
    family: 'Karadeniz',
    gender: 'male',
    specialty: '394594003',
    languages: ['en', 'tr'],
    organization: 'saguaro-eye',
    posts: [daily('ocotillo', eyeDay)],
  },
  {
    ...larkspur,
    id: 'bea-thornquist',
    given: 'Bea',
    family: 'Thornquist',
    gender: 'female',
    specialty: '394914008',
    posts: [daily('harborview', imagingDay)],
  },
  {
    ...larkspur,
    id: 'joan-pellerin',
    given: 'Joan',
    family: 'Pellerin',
    prefix: undefined,
    suffix: 'RN',
    gender: 'female',
    specialty: '419772000',
    posts: [daily('prairie-junction', nurseDay)],
  },
];

export function clinicianName(clinician: Clinician): string {
  const name = `${clinician.given} ${clinician.family}`;
  return clinician.prefix ? `${clinician.prefix} ${name}` : `${name}, ${clinician.suffix}`;
}

/** The schedules of a clinician, one for each place. */
export function scheduleId(clinician: Clinician, place: string): string {
  return `${clinician.id}.${place}`;
}
