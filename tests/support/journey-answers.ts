import type { Fault } from '../../sandbox/types.ts';

type Answer = Extract<Fault, { readonly status: number }>;

const outcome = (code: string, diagnostics: string) => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code, diagnostics }],
});

/** What comes instead of a FHIR answer, with status 200. */
export const strange = {
  webPage: {
    kind: 'answer',
    status: 200,
    contentType: 'text/html',
    body: '<!doctype html><title>Hotel Wi-Fi</title><p>Please accept our terms.</p>',
  },
  nothing: { kind: 'answer', status: 200, contentType: 'application/fhir+json' },
  half: {
    kind: 'answer',
    status: 200,
    contentType: 'application/fhir+json',
    body: '{"resourceType":"Bundle","type":"searchset","entry":[{"resource":{"resou',
  },
  otherResource: {
    kind: 'answer',
    status: 200,
    body: { resourceType: 'CapabilityStatement', status: 'active' },
  },
  onlyOutcomes: {
    kind: 'answer',
    status: 200,
    body: {
      resourceType: 'Bundle',
      type: 'searchset',
      entry: [
        {
          resource: outcome('transient', 'The calendars are being moved.'),
          search: { mode: 'outcome' },
        },
        {
          resource: outcome('exception', 'Calendar 7 did not answer.'),
          search: { mode: 'outcome' },
        },
      ],
    },
  },
} as const satisfies Record<string, Answer>;

export const noTimes: Answer = {
  kind: 'answer',
  status: 200,
  body: { resourceType: 'Bundle', type: 'searchset', total: 0, entry: [] },
};

/** The EHR says no, in its own words. */
export function refusal(status: number, code: string, diagnostics: string): Answer {
  return { kind: 'answer', status, body: outcome(code, diagnostics) };
}

/** A proxy says that the EHR behind it is broken. */
export const badGateway = { status: 502, contentType: 'text/plain', body: 'Bad gateway' } as const;
