import type { Patient, Reference } from '../../scheduling/model.ts';
import { parseName } from './human-name.ts';
import { type Json, object, objects, text } from './json.ts';
import { parseActor } from './reference.ts';
import { parseTelecom } from './telecom.ts';

/** @param reference to this patient; the caller has compared the id */
export function parsePatient(json: Json, reference: Reference, base: string): Patient {
  return {
    id: reference.slice('Patient/'.length),
    name: parseName(json.name),
    birthDate: parseDate(json.birthDate),
    phone: parseTelecom(json.telecom, 'phone'),
    email: parseTelecom(json.telecom, 'email'),
    languages: languagesOf(json),
    generalPractitioners: objects(json.generalPractitioner)
      .map((reference) => parseActor(reference, base))
      .filter(({ reference, display }) => reference !== undefined || display !== undefined),
  };
}

/** A calendar date, or as much of it as there is; of a dateTime the date. */
export function parseDate(value: unknown): string | undefined {
  return /^\d{4}(?:-\d\d(?:-\d\d)?)?(?=$|T)/.exec(text(value) ?? '')?.[0];
}

/** BCP 47, the preferred ones first. */
function languagesOf({ communication }: Json): readonly string[] {
  const spoken = objects(communication);
  const codes = [...spoken.filter(({ preferred }) => preferred === true), ...spoken].flatMap(
    ({ language }) => objects(object(language).coding).flatMap(({ code }) => canonical(text(code))),
  );
  return [...new Set(codes)];
}

function canonical(code: string | undefined): readonly string[] {
  try {
    return code === undefined ? [] : Intl.getCanonicalLocales(code);
  } catch {
    return [];
  }
}
