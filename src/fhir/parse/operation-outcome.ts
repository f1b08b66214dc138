import type { Notice } from '../../scheduling/model.ts';
import { type Json, object, objects, text } from './json.ts';
import { parseWords } from './concept.ts';

const severities = ['fatal', 'error', 'warning', 'information'] as const;

/** `diagnostics` may be a whole stack trace; nobody reads further than this. */
const longest = 500;

/** What an OperationOutcome says, issue by issue. An issue that hides how grave it is counts as an error. */
export function parseNotices(outcome: Json): readonly Notice[] {
  return objects(outcome.issue).map((issue) => ({
    severity: severityOf(issue.severity),
    code: text(issue.code) ?? 'processing',
    text: (parseWords(object(issue.details)) ?? text(issue.diagnostics))?.slice(0, longest),
  }));
}

function severityOf(value: unknown): Notice['severity'] {
  const written = text(value);
  // R6 says `success` where the others say `information`.
  if (written === 'success') return 'information';
  return severities.find((severity) => severity === written) ?? 'error';
}
