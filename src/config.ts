/**
 * The deployment's settings. They stand in the page itself, in a JSON block that the deployer fills,
 * so that they cost no round trip and no rebuild. `docs/deploy.md` describes every key.
 */

export interface Phone {
  readonly display: string;
  /** A `tel:` URI. */
  readonly href: string;
}

/** What `.well-known/smart-configuration` would say: written here, it costs the launch no request. */
export interface Endpoints {
  readonly authorization: string;
  readonly token: string;
  readonly revocation: string | undefined;
  /** The name under which the server answers (RFC 9207), where it gives one. */
  readonly issuer: string | undefined;
}

export interface Issuer {
  /** The FHIR base, exactly as the portal sends it in `iss`. */
  readonly iss: string;
  readonly clientId: string;
  /** Space-separated SMART scopes to ask for. */
  readonly scopes: string;
  /** Origins other than that of `iss` where this EHR has its authorization and token endpoints. */
  readonly authorizationOrigins: readonly string[];
  /** Of a server that is known to demand PKCE with S256; `undefined`: they are discovered at each launch. */
  readonly endpoints: Endpoints | undefined;
  /** The EHR's way of scheduling; `undefined`: as the EHR declares. */
  readonly dialect: DialectName | undefined;
  /** How `$find` is sent. POST goes to one constant URL, whose preflight a browser can remember. */
  readonly find: 'POST' | 'GET' | 'prefetch';
  /** False where the EHR is known to have no `$hold`. */
  readonly hold: boolean;
  /** False where the EHR is known to take no cancellation from apps. */
  readonly cancel: boolean;
  /**
   * How a visit is moved. `cancel-first` is for EHRs that refuse two bookings or want the old visit cancelled
   * before (`cancelled-appt-id`, Argonaut's letter); `atomic` for those that move in one step. `undefined`: as its
   * dialect does.
   */
  readonly reschedule: 'atomic' | 'book-first' | 'cancel-first' | undefined;
  /** How a change is written; `undefined`: as the EHR's CapabilityStatement declares. */
  readonly patch: 'json' | 'fhirpath' | undefined;
  /** IANA zones by Location reference. A Location that is not listed is read from the EHR. */
  readonly locations: Readonly<Record<string, string>>;
}

/** The EHRs' ways of scheduling. */
export const dialectNames = [
  'argonaut',
  'ihe',
  'wof-connect',
  'epic',
  'medplum',
  'millennium',
  'oracle',
  'austria',
  'isik',
  'plain',
  'plain-stu3',
  'elsewhere',
] as const;
export type DialectName = (typeof dialectNames)[number];

export interface Deployment {
  readonly hospital: string;
  /** BCP 47; the language of the page where nothing better is known. */
  readonly language: string;
  readonly phone: Phone;
  /** The hospital's own words on emergencies, shown on every screen. */
  readonly emergency: string;
  /** The same in further languages, by tag. A patient who reads another one sees `emergency`. */
  readonly emergencyIn: Readonly<Record<string, string>>;
  /** The zone of a Location that the EHR knows and gives no zone for. */
  readonly timeZone: string | undefined;
  /** Where the patient starts again when the session has ended. */
  readonly portalUrl: string | undefined;
  /** What the way to a place is asked of: its address is put after it. `undefined`: Google Maps. */
  readonly directions: string | undefined;
  readonly issuers: readonly Issuer[];
}

/** Thrown when the settings cannot be used; `problems` names every mistake by its path. */
export class DeploymentError extends Error {
  override readonly name = 'DeploymentError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The settings in <script id="deployment"> cannot be used:\n- ${problems.join('\n- ')}`);
    this.problems = problems;
  }
}

/**
 * Reads the settings out of the page.
 * @throws {DeploymentError} naming every mistake.
 */
export function readDeployment(page: Document): Deployment {
  const text = page.getElementById('deployment')?.textContent;
  if (text == null)
    throw new DeploymentError(['the page has no <script type="application/json" id="deployment">']);
  return parseDeployment(text);
}

/**
 * @param text the JSON of the settings
 * @throws {DeploymentError} naming every mistake.
 */
export function parseDeployment(text: string): Deployment {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new DeploymentError([
      `not JSON: ${error instanceof Error ? error.message : String(error)}`,
    ]);
  }
  const problems: string[] = [];
  const deployment = deploymentOf(json, problems);
  if (deployment === undefined || problems.length > 0) throw new DeploymentError(problems);
  return deployment;
}

type Fields = Readonly<Record<string, unknown>>;

function deploymentOf(json: unknown, problems: string[]): Deployment | undefined {
  const at = fieldsOf(json, 'the settings', problems);
  if (at === undefined) return undefined;
  refuseUnknown(
    at,
    [
      'hospital',
      'language',
      'phone',
      'emergency',
      'emergencyIn',
      'timeZone',
      'portalUrl',
      'directions',
      'issuers',
    ],
    '',
    problems,
  );
  const phone = fieldsOf(at['phone'], 'phone', problems) ?? {};
  refuseUnknown(phone, ['display', 'href'], 'phone.', problems);
  const issuers = Array.isArray(at['issuers']) ? (at['issuers'] as readonly unknown[]) : [];
  if (issuers.length === 0) problems.push('issuers: at least one is needed');
  const language = text(at, 'language', '', problems);
  if (language !== '' && !isLanguage(language))
    problems.push(`language: "${language}" is not a language tag, such as "en"`);
  const href = text(phone, 'href', 'phone.', problems);
  if (href !== '' && !/^tel:\+?[0-9().-]+$/.test(href))
    problems.push(`phone.href: "${href}" is not a tel: URI, such as "tel:+15550100199"`);
  return {
    hospital: text(at, 'hospital', '', problems),
    language,
    phone: { display: text(phone, 'display', 'phone.', problems), href },
    emergency: text(at, 'emergency', '', problems),
    emergencyIn: textsByLanguage(at['emergencyIn'] ?? {}, 'emergencyIn', problems),
    timeZone: at['timeZone'] === undefined ? undefined : zone(at['timeZone'], 'timeZone', problems),
    portalUrl:
      at['portalUrl'] === undefined ? undefined : webUrl(at['portalUrl'], 'portalUrl', problems),
    directions:
      at['directions'] === undefined ? undefined : webUrl(at['directions'], 'directions', problems),
    issuers: issuers.flatMap(
      (issuer, index) => issuerOf(issuer, `issuers[${String(index)}]`, problems) ?? [],
    ),
  };
}

function issuerOf(json: unknown, path: string, problems: string[]): Issuer | undefined {
  const at = fieldsOf(json, path, problems);
  if (at === undefined) return undefined;
  refuseUnknown(
    at,
    [
      'iss',
      'clientId',
      'scopes',
      'authorizationOrigins',
      'endpoints',
      'dialect',
      'find',
      'hold',
      'cancel',
      'reschedule',
      'patch',
      'locations',
    ],
    `${path}.`,
    problems,
  );
  const iss = webUrl(at['iss'], `${path}.iss`, problems);
  const scopes = text(at, 'scopes', `${path}.`, problems);
  if (scopes !== '' && !scopes.split(' ').includes('launch'))
    problems.push(
      `${path}.scopes: "launch" is missing; without it the EHR does not say which patient this is`,
    );
  const locations =
    at['locations'] === undefined
      ? {}
      : (fieldsOf(at['locations'], `${path}.locations`, problems) ?? {});
  return {
    iss,
    clientId: text(at, 'clientId', `${path}.`, problems),
    scopes,
    authorizationOrigins: origins(
      at['authorizationOrigins'] ?? [],
      `${path}.authorizationOrigins`,
      problems,
    ),
    endpoints:
      at['endpoints'] === undefined
        ? undefined
        : endpoints(at['endpoints'], `${path}.endpoints`, problems),
    dialect:
      at['dialect'] === undefined
        ? undefined
        : oneOf(at['dialect'], dialectNames, `${path}.dialect`, problems),
    find: oneOf(
      at['find'] ?? 'POST',
      ['POST', 'GET', 'prefetch'] as const,
      `${path}.find`,
      problems,
    ),
    hold: at['hold'] === undefined ? true : flag(at['hold'], `${path}.hold`, problems),
    cancel: at['cancel'] === undefined ? true : flag(at['cancel'], `${path}.cancel`, problems),
    reschedule:
      at['reschedule'] === undefined
        ? undefined
        : oneOf(
            at['reschedule'],
            ['book-first', 'cancel-first', 'atomic'] as const,
            `${path}.reschedule`,
            problems,
          ),
    patch:
      at['patch'] === undefined
        ? undefined
        : oneOf(at['patch'], ['json', 'fhirpath'] as const, `${path}.patch`, problems),
    locations: Object.fromEntries(
      Object.entries(locations).map(([reference, name]) => {
        const here = `${path}.locations["${reference}"]`;
        if (!/^Location\/[A-Za-z0-9.-]{1,64}$/.test(reference))
          problems.push(`${here}: the key must be a reference such as "Location/123"`);
        return [reference, zone(name, here, problems)];
      }),
    ),
  };
}

function fieldsOf(json: unknown, path: string, problems: string[]): Fields | undefined {
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Fields;
  problems.push(`${path}: must be an object`);
  return undefined;
}

function refuseUnknown(
  at: Fields,
  known: readonly string[],
  prefix: string,
  problems: string[],
): void {
  for (const key of Object.keys(at)) {
    if (!known.includes(key))
      problems.push(`${prefix}${key}: no such setting; known are ${known.join(', ')}`);
  }
}

function text(at: Fields, key: string, prefix: string, problems: string[]): string {
  const value = at[key];
  if (typeof value === 'string' && value.trim() !== '') return value;
  problems.push(`${prefix}${key}: must be a text that is not empty`);
  return '';
}

function textsByLanguage(
  value: unknown,
  path: string,
  problems: string[],
): Readonly<Record<string, string>> {
  const at = fieldsOf(value, path, problems) ?? {};
  const tags = Object.keys(at);
  for (const tag of tags.filter((each) => !isLanguage(each)))
    problems.push(`${path}: "${tag}" is not a language tag, such as "es"`);
  return Object.fromEntries(tags.map((tag) => [tag, text(at, tag, `${path}.`, problems)]));
}

function flag(value: unknown, path: string, problems: string[]): boolean {
  if (typeof value !== 'boolean') problems.push(`${path}: must be true or false`);
  return value === true;
}

function oneOf<Choice extends string>(
  value: unknown,
  choices: readonly [Choice, ...Choice[]],
  path: string,
  problems: string[],
): Choice {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) problems.push(`${path}: must be one of ${choices.join(', ')}`);
  return found ?? choices[0];
}

function zone(value: unknown, path: string, problems: string[]): string {
  if (typeof value === 'string' && isTimeZone(value)) return value;
  problems.push(
    `${path}: ${JSON.stringify(value)} is not an IANA time zone, such as "America/New_York"`,
  );
  return 'UTC';
}

function webUrl(value: unknown, path: string, problems: string[]): string {
  if (typeof value === 'string' && URL.canParse(value)) {
    const url = new URL(value);
    if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))
      return value;
  }
  problems.push(
    `${path}: ${JSON.stringify(value)} is not an https URL (http is allowed on loopback only)`,
  );
  return '';
}

function endpoints(json: unknown, path: string, problems: string[]): Endpoints | undefined {
  const at = fieldsOf(json, path, problems);
  if (at === undefined) return undefined;
  refuseUnknown(at, ['authorization', 'token', 'revocation', 'issuer'], `${path}.`, problems);
  const optional = (key: string) =>
    at[key] === undefined ? undefined : webUrl(at[key], `${path}.${key}`, problems);
  return {
    authorization: webUrl(at['authorization'], `${path}.authorization`, problems),
    token: webUrl(at['token'], `${path}.token`, problems),
    revocation: optional('revocation'),
    issuer: optional('issuer'),
  };
}

function origins(value: unknown, path: string, problems: string[]): readonly string[] {
  if (!Array.isArray(value)) {
    problems.push(`${path}: must be a list of origins, such as ["https://login.example.org"]`);
    return [];
  }
  return value.map((origin: unknown, index) => {
    const here = `${path}[${String(index)}]`;
    const url = webUrl(origin, here, problems);
    if (url !== '' && new URL(url).origin !== url)
      problems.push(`${here}: "${url}" is more than an origin; write ${new URL(url).origin}`);
    return url;
  });
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === '127.0.0.1' ||
    hostname === '[::1]' ||
    hostname === 'localhost' ||
    hostname.endsWith('.localhost')
  );
}

function isTimeZone(name: string): boolean {
  // What is listed need not be tried, and trying builds a formatter each time. Older names are not listed.
  if (Intl.supportedValuesOf('timeZone').includes(name)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name.includes('/') || name === 'UTC';
  } catch {
    return false;
  }
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
