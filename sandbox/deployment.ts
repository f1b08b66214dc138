/** Where the hosts of one running sandbox are. */
export interface Where {
  readonly portal: string;
  readonly ehr: string;
  readonly app: string;
  /** The FHIR base of the Argonaut server, as the portal sends it. */
  readonly iss: string;
  /** Those of all EHRs over the clinic, by name. */
  readonly bases: Readonly<Record<string, string>>;
}

type OneEhr = Omit<Where, 'bases'>;

export const clientId = 'argonaut-scheduling-app';

/** The name of an EHR of which the app's settings do not say how it schedules: the app finds it out. */
export const unnamed = 'found-out';

/** What a deployer who leaves discovery to the launch writes into the app's two pages: see `docs/deploy.md`. */
export function discoveringDeployment(where: OneEhr): Deployment {
  return deploymentOf(where, {});
}

/** The same with all written down that saves a launch a request: endpoints and zones. */
export function demoDeployment(where: OneEhr): Deployment {
  return deploymentOf(where, writtenDown(where));
}

/** The same for a hospital whose EHR speaks all dialects, of which the portal chooses one: what `npm start` serves. */
export function everyDialect(where: Where): Deployment {
  const { issuers, ...hospital } = demoDeployment(where) as {
    readonly issuers: readonly { readonly scopes: string }[];
  };
  const { argonaut: _, ...others } = where.bases;
  const [{ scopes } = { scopes: '' }] = issuers;
  return {
    ...hospital,
    issuers: [
      ...issuers,
      ...Object.entries(others).map(([dialect, iss]) => ({
        iss,
        clientId,
        scopes: [scopes, ...(slotScopes[dialect] ?? [])].join(' '),
        ...(dialect === unnamed ? {} : { dialect }),
        ...writtenDown(where),
      })),
    ],
  };
}

/** What the dialects need beside the usual scopes. */
const slotScopes: Readonly<Record<string, readonly string[]>> = {
  medplum: ['patient/Slot.read', 'patient/Slot.write'],
  millennium: ['patient/Slot.read', 'patient/Slot.write'],
  austria: ['patient/Slot.read'],
  isik: ['patient/Slot.read'],
  plain: ['patient/Slot.read', 'patient/Slot.write'],
  'plain-stu3': ['patient/Slot.read', 'patient/Slot.write'],
};

function writtenDown(where: OneEhr): Deployment {
  const issuer = `${where.ehr}/auth`;
  const endpoints = {
    authorization: `${issuer}/authorize`,
    token: `${issuer}/token`,
    revocation: `${issuer}/revoke`,
    issuer,
  };
  const locations = {
    ...twoTowns,
    'Location/ocotillo': 'America/Phoenix',
    'Location/ocotillo-video': 'America/Phoenix',
  };
  return { endpoints, locations };
}

/** Of the clinic's three; the third is read from the EHR. */
const twoTowns = {
  'Location/harborview': 'America/New_York',
  'Location/harborview-video': 'America/New_York',
  'Location/harborview-phone': 'America/New_York',
  'Location/prairie-junction': 'America/Chicago',
};

type Deployment = Readonly<Record<string, unknown>>;

function deploymentOf({ portal, iss }: OneEhr, more: Deployment): Deployment {
  return {
    hospital: 'Larkspur Valley Health',
    language: 'en',
    phone: { display: '(555) 010-0199', href: 'tel:+15550100199' },
    emergency: 'If this is an emergency, call 911.',
    emergencyIn: {
      es: 'Si es una emergencia, llame al 911.',
      zh: '如遇紧急情况，请拨打 911。',
      vi: 'Nếu là trường hợp khẩn cấp, xin gọi 911.',
      ar: 'في حالة الطوارئ، يُرجى الاتصال بالرقم 911.',
    },
    timeZone: 'America/New_York',
    portalUrl: `${portal}/`,
    issuers: [
      {
        iss,
        clientId,
        scopes:
          'launch openid fhirUser patient/Patient.read patient/Appointment.read patient/Appointment.write ' +
          'patient/Coverage.read patient/Practitioner.read patient/Location.read ' +
          'patient/HealthcareService.read patient/PractitionerRole.read patient/Schedule.read',
        dialect: 'argonaut',
        locations: twoTowns,
        ...more,
      },
    ],
  };
}
