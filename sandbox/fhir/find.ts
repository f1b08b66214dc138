import type * as fhir3 from 'fhir/r3';
import { differenceInYears } from 'date-fns';
import { reasons, snomed, specialties, visitTypes, visitTypeSystem } from '../clinic/codes.ts';
import { readResource } from '../database/resources.ts';
import { type Availability, readAvailability, slotQuery } from './availability.ts';
import type { Answer, Call } from './call.ts';
import { readCount, readOperationInput, type Definition, type OperationInput } from './input.ts';
import { FhirRefusal, information, refuse, type Issue } from './outcome.ts';
import { readPage } from './paging.ts';
import { answerQuestion, type Question } from './proposals.ts';
import { readReference } from './references.ts';
import { argoCoverageIssues } from './validation/invariants.ts';

const definition: Definition = {
  start: { kind: 'dateTime', min: 1, max: 1 },
  end: { kind: 'dateTime', min: 1, max: 1 },
  specialty: { kind: 'token', min: 0, max: '*' },
  'visit-type': { kind: 'token', min: 0, max: '*' },
  practitioner: { kind: 'uri', min: 0, max: '*' },
  organization: { kind: 'uri', min: 0, max: '*' },
  'location-string': { kind: 'string', min: 0, max: '*' },
  'location-reference': { kind: 'uri', min: 0, max: '*' },
  'patient-reference': { kind: 'uri', min: 0, max: '*' },
  'patient-resource': { kind: 'Patient', min: 0, max: '*' },
  coverage: { kind: 'Coverage', min: 0, max: '*' },
  reason: { kind: 'token', min: 0, max: '*' },
};

/** `Appointment/$find`: free times as proposed Appointments, soonest first. */
export async function findAppointments(call: Call): Promise<Answer> {
  call.access.require('Appointment', 'r', 's');
  const page = readPage(call) as Question | undefined;
  const question = page ?? (await readQuestion(call));
  return { status: 200, resource: await answerQuestion(call, question) };
}

async function readQuestion(call: Call): Promise<Question> {
  const input = await readFindInput(call);
  const availability = readAvailability(call, input);
  refuseLargeWindow(call, input, availability);
  const issues: Issue[] = [...availability.issues];
  const { ignores = [], pageSize } = call.server.rules.find;
  const wantedTypes = readTokens(input, 'visit-type').map((token) =>
    codeOf(token, visitTypeSystem, visitTypes),
  );
  const { from, until, ...wishes } = slotQuery(availability);
  const standard = pageSize ?? 50;
  const count = ignores.includes('_count') ? standard : readCount(call.url, standard, 1000);
  const question = {
    from: from.getTime(),
    until: until.getTime(),
    wishes: {
      ...wishes,
      specialties: readSpecialties(input, issues),
      visitTypes: wantedTypes.length ? wantedTypes : undefined,
      age: await readAge(call, input),
    },
    asked: availability.asked,
    isNew: input.resources.has('patient-resource'),
    size: Math.min(count, pageSize ?? count),
    offset: 0,
  };
  checkCoverages(call, input, issues);
  return { ...question, issues };
}

/** What the server takes notice of, as the clinic's rules have it. */
async function readFindInput(call: Call): Promise<OperationInput> {
  const { ignores = [] } = call.server.rules.find;
  const isHeard = (name: string): boolean => !ignores.includes(name);
  const heard = Object.entries(definition).filter(([name]) => isHeard(name));
  const input = await readOperationInput(call, Object.fromEntries(heard));
  return { ...input, unknown: input.unknown.filter(isHeard) };
}

function refuseLargeWindow(call: Call, input: OperationInput, { asked }: Availability): void {
  const { longestWindowDays = Infinity } = call.server.rules.find;
  if (!input.texts.has('start') || !input.texts.has('end')) return;
  if (asked.end - asked.start <= longestWindowDays * 86_400_000) return;
  const text = `Search range cannot exceed ${longestWindowDays} days`;
  throw refuse(400, 'too-costly', text, 'end');
}

/** `system|code`, both of them; a comma joins alternatives as in any token search. */
function readTokens(input: OperationInput, name: string): string[] {
  const tokens = (input.texts.get(name) ?? [])
    .flatMap((text) => text.split(/(?<!\\),/))
    .map((text) => text.replaceAll('\\,', ','));
  for (const token of tokens) {
    if (!/^[^|]+\|[^|]+$/.test(token))
      throw refuse(
        400,
        'value',
        `${name} needs both system and code, as in system|code, not "${token}"`,
        name,
      );
  }
  return tokens;
}

/** The code when the clinic uses its system, else the whole token, which no slot has. */
function codeOf(token: string, system: string, known: Readonly<Record<string, string>>): string {
  const code = token.slice(system.length + 1);
  return token.startsWith(`${system}|`) && known[code] !== undefined ? code : token;
}

/** `reason` works through the specialties that look after it, and narrows those that were asked for. */
function readSpecialties(input: OperationInput, issues: Issue[]): string[] | undefined {
  const asked = readTokens(input, 'specialty').map((token) => codeOf(token, snomed, specialties));
  const fitting: string[] = [];
  for (const token of readTokens(input, 'reason')) {
    const suited = reasons[token];
    if (suited) fitting.push(...suited);
    else
      issues.push(
        information(
          `The clinic has no rule for the reason ${token}; it did not narrow the times`,
          'reason',
        ),
      );
  }
  if (fitting.length === 0) return asked.length ? asked : undefined;
  return asked.length
    ? asked.filter((specialty) => fitting.includes(specialty))
    : [...new Set(fitting)];
}

/** Children's clinicians see no adults, so a patient's age matters where the patient is named. */
async function readAge(call: Call, input: OperationInput): Promise<number | undefined> {
  for (const text of input.texts.get('patient-reference') ?? []) {
    call.access.requireOwn(readReference(text, 'Patient', call.server.base, 'patient-reference'));
  }
  const named = input.texts.has('patient-reference')
    ? (await readResource<fhir3.Patient>(call.server.database, 'Patient', call.access.patient))
        ?.resource
    : undefined;
  const [sent] = (input.resources.get('patient-resource') ?? []) as readonly fhir3.Patient[];
  const born = (named ?? sent)?.birthDate;
  return born === undefined ? undefined : differenceInYears(call.now, Date.parse(born));
}

function checkCoverages(call: Call, input: OperationInput, issues: Issue[]): void {
  for (const coverage of (input.resources.get('coverage') ?? []) as readonly fhir3.Coverage[]) {
    const wrong = argoCoverageIssues(coverage);
    if (wrong.length) throw new FhirRefusal(422, wrong);
    const end = coverage.period?.end;
    if (end === undefined || Date.parse(end) >= call.now - 86_400_000) continue;
    issues.push({
      severity: 'warning',
      code: 'business-rule',
      text: `The plan ${coverage.grouping?.planDisplay ?? ''} ended on ${end}`,
      expression: 'coverage',
    });
  }
}
