import { unnamed } from '../deployment.ts';
import type { PortalDialect } from './pages.ts';

/** The dialects as people call them, by the names that the app's settings give them. */
const words: Readonly<Record<string, string>> = {
  argonaut: 'Argonaut Scheduling (FHIR STU3)',
  ihe: 'IHE Scheduling (FHIR R4)',
  'wof-connect': 'WOF Connect, Sweden',
  epic: 'Epic',
  medplum: 'Medplum',
  millennium: 'Oracle Health Millennium',
  oracle: 'Oracle Health AI suite',
  austria: 'HL7 Austria (FHIR R5)',
  isik: 'gematik ISiK, Germany',
  plain: 'Any FHIR R4 server',
  'plain-stu3': 'Any FHIR STU3 server',
  elsewhere: 'None: booked elsewhere',
  [unnamed]: 'Found out by the app',
};

/** What the portal's settings offer, Argonaut's way first. */
export function portalDialects({
  argonaut = '',
  ...others
}: Readonly<Record<string, string>>): readonly [PortalDialect, ...PortalDialect[]] {
  const offered = (name: string, iss: string) => ({ name, words: words[name] ?? name, iss });
  return [
    offered('argonaut', argonaut),
    ...Object.entries(others).map(([name, iss]) => offered(name, iss)),
  ];
}
