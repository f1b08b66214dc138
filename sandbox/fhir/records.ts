import { randomUUID } from 'node:crypto';
import type * as fhir3 from 'fhir/r3';
import { listResources, readResource, writeResource, type Stored } from '../database/resources.ts';
import { searchset } from './bundle.ts';
import { created, requireVersion, wantsMinimal, type Answer, type Call } from './call.ts';
import { readFhirJson } from './media.ts';
import { FhirRefusal, refuse } from './outcome.ts';
import { readReference } from './references.ts';
import { readSearch, tokenCode } from './search.ts';
import { argoCoverageIssues } from './validation/invariants.ts';
import { requireValid } from './validation/validate.ts';

type Record = fhir3.Patient | fhir3.Coverage;
type Test = (value: string, resource: Stored, call: Call) => boolean;

const has = (values: readonly (string | undefined)[], wanted: string): boolean =>
  values.some((value) => value?.toLowerCase().startsWith(wanted.toLowerCase()));

/** The compartment decides whose records are seen; another patient's is refused, not just left out. */
const isOwn: Test = (value, _, call) => {
  call.access.requireOwn(
    readReference(
      value.includes('/') ? value : `Patient/${value}`,
      'Patient',
      call.server.base,
      'patient',
    ),
  );
  return true;
};

const isOwnId: Test = (value, _, call) => {
  call.access.requireOwn(value);
  return true;
};

const tests: Readonly<{ [type: string]: { readonly [parameter: string]: Test } }> = {
  Patient: {
    _id: isOwnId,
    identifier: (value, resource) => {
      const [system, code] = value.includes('|') ? value.split('|') : [undefined, value];
      return ((resource as fhir3.Patient).identifier ?? []).some(
        (each) => each.value === code && (system === undefined || each.system === system),
      );
    },
    family: (value, resource) =>
      has((resource as fhir3.Patient).name?.map(({ family }) => family) ?? [], value),
    given: (value, resource) =>
      has((resource as fhir3.Patient).name?.flatMap(({ given }) => given ?? []) ?? [], value),
    birthdate: (value, resource) =>
      (resource as fhir3.Patient).birthDate === value.replace(/^eq/, ''),
    gender: (value, resource) => (resource as fhir3.Patient).gender === tokenCode(value),
  },
  Coverage: {
    _id: (value, { id }) => id === value,
    patient: isOwn,
    beneficiary: isOwn,
    status: (value, resource) => (resource as fhir3.Coverage).status === tokenCode(value),
  },
};

/** Which parameters a search of the type knows: the CapabilityStatement says the same. */
export function recordParameters(type: Record['resourceType']): string[] {
  return Object.keys(tests[type] ?? {});
}

export async function readRecord(
  call: Call,
  type: Record['resourceType'],
  id: string,
): Promise<Answer> {
  call.access.require(type, 'r');
  const row = await readResource<Record>(call.server.database, type, id);
  // A Patient's own id is its compartment, so nobody learns here whether another patient exists.
  if (type === 'Patient') call.access.requireOwn(id);
  if (!row) throw refuse(404, 'not-found', `There is no ${type}/${id}`);
  call.access.requireOwn(row.patient);
  return { status: 200, resource: row.resource };
}

export async function searchRecords(call: Call, type: Record['resourceType']): Promise<Answer> {
  call.access.require(type, 's');
  const search = await readSearch(call, recordParameters(type));
  const rows = await listResources<Record>(call.server.database, type, 'patient = $2', [
    call.access.patient,
  ]);
  const conditions = [...search.conditions].flatMap(([name, entries]) =>
    entries.map((values) => ({ test: tests[type]?.[name], values })),
  );
  // Every value is looked at, so that another patient's is refused also when a first one matched.
  for (const { test, values } of conditions) {
    if (test === isOwn || test === isOwnId)
      for (const value of values) test(value, { resourceType: 'Patient', id: '' }, call);
  }
  const matches = rows
    .map(({ resource }) => resource)
    .filter((resource) =>
      conditions.every(({ test, values }) => values.some((value) => test?.(value, resource, call))),
    );
  return {
    status: 200,
    resource: searchset({
      base: call.server.base,
      matches,
      issues: search.issues,
      self: call.url.href,
    }),
  };
}

/** Registers somebody new. The server gives id and record number; the token stays with its own patient. */
export async function createPatient(call: Call): Promise<Answer> {
  call.access.require('Patient', 'c');
  const body = await readFhirJson(call.request);
  requireValid(body, 'Patient');
  const patient = body as fhir3.Patient;
  const missing = (['name', 'gender', 'birthDate'] as const).filter(
    (name) => patient[name] === undefined,
  );
  if (missing.length) {
    throw new FhirRefusal(
      422,
      missing.map((name) => ({
        severity: 'error',
        code: 'required',
        text: `Registration needs Patient.${name}`,
        expression: `Patient.${name}`,
      })),
    );
  }
  const id = `p-${randomUUID()}`;
  const number = {
    use: 'usual',
    system: 'https://larkspurvalley.example/mrn',
    value: `LV-${id.slice(2, 10)}`,
  };
  const stored: Stored<fhir3.Patient> = {
    ...patient,
    id,
    active: true,
    identifier: [...(patient.identifier ?? []), number],
  };
  const row = await writeResource(call.server.database, stored, { now: call.now, patient: id });
  return created(call, row.resource);
}

export async function createCoverage(call: Call): Promise<Answer> {
  call.access.require('Coverage', 'c');
  const coverage = await readCoverage(call);
  const row = await writeResource(
    call.server.database,
    { ...coverage, id: `c-${randomUUID()}` },
    { now: call.now, patient: call.access.patient },
  );
  return created(call, row.resource);
}

/** Update, or create under the client's id. */
export async function updateCoverage(call: Call, id: string): Promise<Answer> {
  call.access.require('Coverage', 'u');
  const coverage = await readCoverage(call);
  if (coverage.id !== id)
    throw refuse(
      400,
      'invalid',
      `The URL names Coverage/${id}, the body ${coverage.id ?? 'no id'}`,
      'Coverage.id',
    );
  const { row, isNew } = await call.server.database.transaction(async (transaction) => {
    const current = await readResource<fhir3.Coverage>(transaction, 'Coverage', id);
    if (current) call.access.requireOwn(current.patient);
    requireVersion(call, current?.version);
    const written = await writeResource(
      transaction,
      { ...coverage, id },
      { now: call.now, patient: call.access.patient },
    );
    return { row: written, isNew: !current };
  });
  if (isNew) return created(call, row.resource);
  return { status: 200, resource: wantsMinimal(call) ? undefined : row.resource };
}

async function readCoverage(call: Call): Promise<fhir3.Coverage> {
  const body = await readFhirJson(call.request);
  requireValid(body, 'Coverage');
  const coverage = body as fhir3.Coverage;
  const wrong = argoCoverageIssues(coverage);
  if (wrong.length) throw new FhirRefusal(422, wrong);
  const whose = [coverage.beneficiary, coverage.subscriber].flatMap((each) =>
    each?.reference?.includes('Patient/') ? [each.reference] : [],
  );
  if (whose.length === 0)
    throw refuse(
      422,
      'required',
      'Coverage.beneficiary or Coverage.subscriber must name the patient',
      'Coverage.beneficiary',
    );
  for (const reference of whose)
    call.access.requireOwn(
      readReference(reference, 'Patient', call.server.base, 'Coverage.beneficiary'),
    );
  return coverage;
}
