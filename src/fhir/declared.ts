import type { DialectName } from './dialect.ts';
import { type Json, object, objects, text } from './parse/json.ts';

/** An operation that a server says it has. */
interface Operation {
  /** The type on which it stands; `undefined` where it is the whole system's, as STU3 lists them all. */
  readonly on: string | undefined;
  /** Without the `$` that some servers write. */
  readonly name: string;
  /** Where it is defined, without a version. */
  readonly definition: string;
}

/** What a CapabilityStatement says of scheduling. */
export interface Declared {
  readonly fhirVersion: string;
  /** The name of the product. */
  readonly software: string;
  readonly operations: readonly Operation[];
  /** As `Slot search-type`. */
  readonly interactions: ReadonlySet<string>;
}

/** The names of the inputs that an operation's definition has; none where it cannot be read. */
export type Inputs = ReadonlySet<string>;

/** The guides by where their operations are defined. */
const guides: readonly (readonly [RegExp, DialectName])[] = [
  [/^https?:\/\/fhir\.org\/guides\/argonaut-scheduling\/OperationDefinition\//, 'argonaut'],
  [/^https?:\/\/profiles\.ihe\.net\/ITI\/Scheduling\/OperationDefinition\//, 'ihe'],
  [/^https?:\/\/ihe\.net\/fhir\/OperationDefinition\/appointment-/, 'ihe'],
  [
    /^https?:\/\/canonical\.fhir\.link\/servicewell\/wof-connect\/OperationDefinition\//,
    'wof-connect',
  ],
  [/^https?:\/\/fhir\.hl7\.at\/tc\/wg\/scheduling\/r5\//, 'austria'],
  [/^https?:\/\/hl7\.at\/fhir\/TC-FHIR-AG-Scheduling-R5\//, 'austria'],
  [
    /^https?:\/\/gematik\.de\/fhir\/isik\/(v\d+\/)?(Terminplanung\/)?OperationDefinition\/AppointmentBook$/i,
    'isik',
  ],
];

/** @param statement a CapabilityStatement of any version */
export function declaredIn(statement: Json): Declared {
  const servers = objects(statement.rest).filter(({ mode }) => text(mode) !== 'client');
  const resources = servers.flatMap(({ resource }) => objects(resource));
  return {
    fhirVersion: text(statement.fhirVersion) ?? '',
    software: text(object(statement.software).name) ?? '',
    operations: [...servers, ...resources].flatMap(({ type, operation }) =>
      objects(operation).map((each) => operationOf(each, text(type))),
    ),
    interactions: new Set(
      resources.flatMap(({ type, interaction }) =>
        objects(interaction).map(({ code }) => `${text(type) ?? ''} ${text(code) ?? ''}`),
      ),
    ),
  };
}

/** STU3 has a Reference for the definition, later versions a canonical, which may end in a version. */
function operationOf({ name, definition }: Json, on: string | undefined): Operation {
  const canonical = text(definition) ?? text(object(definition).reference) ?? '';
  return {
    on,
    name: (text(name) ?? '').replace(/^\$/, ''),
    definition: canonical.replace(/\|.*$/, ''),
  };
}

/** What the address of a FHIR base tells by itself. */
export function byAddress(base: string): DialectName | undefined {
  const { hostname, pathname } = new URL(base);
  if (/(^|\.)cerner\.com$/.test(hostname)) return 'millennium';
  return /\/api\/FHIR\/(STU3|R4)$/.test(pathname) ? 'epic' : undefined;
}

/** What is certain: the product where it has a way of its own, then the guide, then products that run elsewhere, too. */
export function byName({ software, operations }: Declared, base: string): DialectName | undefined {
  // Older ones name IHE's operations and mean their own.
  if (/^medplum\b/i.test(software)) return 'medplum';
  for (const [where, dialect] of guides)
    if (operations.some(({ definition }) => where.test(definition))) return dialect;
  if (/\bepic\b/i.test(software)) return 'epic';
  if (/\b(cerner|millennium)\b/i.test(software)) return 'millennium';
  if (/\boracle\b/i.test(software))
    return operations.some((each) => isScheduling(each, 'find')) ? 'oracle' : 'millennium';
  return byAddress(base);
}

/** The definition that tells most, if a server has the operation under a name that no guide has given it. */
export function definitionOf({ operations }: Declared, name: 'find' | 'book'): string | undefined {
  return operations.find((each) => isScheduling(each, name))?.definition;
}

/** By the words in which it is asked. Each is one that no other dialect has, or has together. */
export function byInputs(
  find: Inputs,
  book: Inputs,
  { operations }: Declared,
): DialectName | undefined {
  if (find.has('startTime') || find.has('indications') || book.has('appointmentNote'))
    return 'epic';
  if (book.has('appt-id'))
    return find.has('location') || find.has('service-type') ? 'oracle' : 'argonaut';
  if (book.has('appt-resource') && book.has('schedule')) return 'isik';
  if (book.has('patient-resource')) return 'ihe';
  if (book.has('appointment')) {
    const medplums = ['confirm', 'cancel', 'reschedule'];
    const has = (name: string) => operations.some((each) => isScheduling(each, name));
    return medplums.every(has) ? 'medplum' : 'wof-connect';
  }
  const holdsSlots = operations.some(({ on, name }) => on === 'Slot' && name === 'hold');
  return book.has('appointment-resource') && holdsSlots ? 'austria' : undefined;
}

/** Where nobody has told: whatever the server can do is tried in the plainest way, and all else is done elsewhere. */
export function byAbilities({ fhirVersion, operations, interactions }: Declared): DialectName {
  const searchesSlots = interactions.has('Slot search-type');
  const creates = interactions.has('Appointment create');
  if (fhirVersion === '' || fhirVersion.startsWith('3')) {
    const booksAlone = operations.every((each) => !isScheduling(each, 'book'));
    return booksAlone && searchesSlots && creates ? 'plain-stu3' : 'argonaut';
  }
  // SMART Scheduling Links: such times are booked on pages of their own.
  const publishes = operations.some(({ name }) => name === 'bulk-publish');
  return searchesSlots && (creates || !publishes) ? 'plain' : 'elsewhere';
}

/** FHIR itself has an operation `find`, too, on lists. */
function isScheduling({ on, name, definition }: Operation, wanted: string): boolean {
  return (
    name === wanted &&
    (on === 'Appointment' || on === undefined) &&
    !/(^|\/)OperationDefinition\/List-/.test(definition)
  );
}
