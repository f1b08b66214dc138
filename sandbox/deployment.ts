/** Where the hosts of one running sandbox are. */
export interface Where {
  readonly portal: string;
  readonly ehr: string;
  readonly app: string;
  /** The FHIR base, as the portal sends it. */
  readonly iss: string;
}

export const clientId = 'argonaut-scheduling-app';

/** What a deployer who leaves discovery to the launch writes into the app's two pages: see `docs/deploy.md`. */
export function discoveringDeployment(where: Where): Deployment {
  return deploymentOf(where, {});
}

/** The same with all written down that saves a launch a request, endpoints and zones: what `npm start` serves. */
export function demoDeployment(where: Where): Deployment {
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
  return deploymentOf(where, { endpoints, locations });
}

/** Of the clinic's three; the third is read from the EHR. */
const twoTowns = {
  'Location/harborview': 'America/New_York',
  'Location/harborview-video': 'America/New_York',
  'Location/harborview-phone': 'America/New_York',
  'Location/prairie-junction': 'America/Chicago',
};

type Deployment = Readonly<Record<string, unknown>>;

function deploymentOf({ portal, iss }: Where, more: Deployment): Deployment {
  return {
    hospital: 'Larkspur Valley Health',
    language: 'en',
    phone: { display: '(555) 010-0199', href: 'tel:+15550100199' },
    emergency: 'If this is an emergency, call 911.',
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
