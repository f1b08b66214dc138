import type * as fhir3 from 'fhir/r3';

export interface Issue {
  readonly severity: 'fatal' | 'error' | 'warning' | 'information';
  /** From FHIR's issue-type code system. */
  readonly code: string;
  /** For people; the only field whose wording may change. */
  readonly text: string;
  /** The element or parameter it is about. */
  readonly expression?: string;
}

/** What the server does not do, and why. The app turns it into an HTTP answer with an OperationOutcome. */
export class FhirRefusal extends Error {
  override readonly name = 'FhirRefusal';
  readonly status: number;
  readonly issues: readonly Issue[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    issues: readonly Issue[],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(issues.map((issue) => issue.text).join('; '));
    this.status = status;
    this.issues = issues;
    this.headers = headers;
  }
}

/** A refusal with one issue. */
export function refuse(
  status: number,
  code: string,
  text: string,
  expression?: string,
): FhirRefusal {
  return new FhirRefusal(status, [
    { severity: 'error', code, text, ...(expression ? { expression } : {}) },
  ]);
}

export function information(text: string, expression?: string): Issue {
  return {
    severity: 'information',
    code: 'informational',
    text,
    ...(expression ? { expression } : {}),
  };
}

export function operationOutcome(issues: readonly Issue[]): fhir3.OperationOutcome {
  return {
    resourceType: 'OperationOutcome',
    issue: issues.map(({ severity, code, text, expression }) => ({
      severity,
      code,
      details: { text },
      diagnostics: text,
      ...(expression ? { expression: [expression] } : {}),
    })),
  };
}
