import type { Clock } from '../scheduling/ports.ts';
import { underBase } from './base.ts';
import { answerOf, parseJson } from './body.ts';
import {
  byAbilities,
  byAddress,
  byInputs,
  byName,
  type Declared,
  declaredIn,
  definitionOf,
  type Inputs,
} from './declared.ts';
import type { DialectName } from './dialect.ts';
import { attempt, FhirError, unreadable } from './errors.ts';
import { type Json, object, objects, text } from './parse/json.ts';
import { within } from './request.ts';

/** What of a window detection needs. */
export type DetectingPage = Pick<Window, 'fetch' | 'localStorage'>;

interface Detecting {
  /** Whether a name is that of a dialect: another version of the app may have kept others. */
  readonly isKnown: (name: string) => name is DialectName;
  readonly now?: Clock;
  /** Milliseconds until an answer is given up. */
  readonly patience?: number;
}

/** Servers are given new versions now and then. */
const aWeek = 7 * 86_400_000;
const tenSeconds = 10_000;

/**
 * Finds out how an EHR schedules, from what it says of itself and from nothing else: nothing is tried out, and no
 * token is sent. What was found is kept in this browser for a week. Where the EHR's word cannot be had, it is taken
 * for Argonaut's way, and the EHR is asked again the next time.
 * @param base the FHIR base, without a slash at its end
 */
export async function detectDialect(
  base: string,
  page: DetectingPage,
  { isKnown, now = Date.now, patience = tenSeconds }: Detecting,
): Promise<DialectName> {
  const kept = recall(base, page, now());
  if (kept !== undefined && isKnown(kept)) return kept;
  const found = await attempt(() => findOut(base, (url) => ask(url, page, patience)));
  if (!found.ok) return byAddress(base) ?? 'argonaut';
  remember(base, page, { dialect: found.value, foundAt: now() });
  return found.value;
}

/** Lets the next launch find out again: what the EHR was taken for, it is not. */
export function forgetDialect(base: string, page: DetectingPage): void {
  stored(() => {
    page.localStorage.removeItem(keyOf(base));
  });
}

type Ask = (url: string) => Promise<Json>;

/** @throws {FhirError} where the EHR did not answer, or not as an EHR */
async function findOut(base: string, ask: Ask): Promise<DialectName> {
  const statement = await ask(`${base}/metadata`);
  if (text(statement.resourceType) !== 'CapabilityStatement') throw unreadable('other-resource');
  const declared = declaredIn(statement);
  return (
    byName(declared, base) ??
    (await askedOfDefinitions(declared, base, ask)) ??
    byAbilities(declared)
  );
}

/** Only definitions that the EHR itself keeps: whoever keeps others has not been agreed on by anybody. */
async function askedOfDefinitions(
  declared: Declared,
  base: string,
  ask: Ask,
): Promise<DialectName | undefined> {
  const inputsOf = async (name: 'find' | 'book'): Promise<Inputs> => {
    const written = definitionOf(declared, name);
    const url = written && underBase(base, written);
    const { parameter } = url ? await ask(url) : {};
    return new Set(
      objects(parameter)
        .filter(({ use }) => use !== 'out')
        .map((each) => text(each.name) ?? ''),
    );
  };
  return byInputs(...(await Promise.all([inputsOf('find'), inputsOf('book')])), declared);
}

/**
 * @returns an empty object for a refusal: so the EHR has answered, and will not say more tomorrow
 * @throws {FhirError} where nobody has answered, or nothing that could be read
 */
function ask(url: string, page: DetectingPage, patience: number): Promise<Json> {
  return within(patience, undefined, async (signal) => {
    const init: RequestInit = {
      headers: { Accept: 'application/fhir+json' },
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal,
    };
    const answer = await answerOf(await page.fetch(url, init));
    if (answer.status >= 500) throw new FhirError({ kind: 'server-error', notices: [] });
    return answer.ok ? object(parseJson(answer.text)) : {};
  });
}

interface Kept {
  readonly dialect: DialectName;
  readonly foundAt: number;
}

const keyOf = (base: string): string => `dialect/${base}`;

function recall(base: string, page: DetectingPage, now: number): string | undefined {
  const kept = object(parseJson(stored(() => page.localStorage.getItem(keyOf(base))) ?? ''));
  const age = now - Number(kept.foundAt);
  // A date that is ahead was written by a clock that has been put back since.
  return age >= 0 && age < aWeek ? text(kept.dialect) : undefined;
}

function remember(base: string, page: DetectingPage, kept: Kept): void {
  stored(() => {
    page.localStorage.setItem(keyOf(base), JSON.stringify(kept));
  });
}

/** @returns undefined where the browser keeps nothing for pages in frames */
function stored<Value>(use: () => Value): Value | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
