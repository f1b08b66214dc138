import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { createEhr } from '../src/fhir/capability.ts';
import { dialectNames } from '../src/config.ts';
import { canReschedule } from '../src/scheduling/can-reschedule.ts';
import type { EhrCapabilities } from '../src/scheduling/ports.ts';
import { type Input, rowOf, type WholeRow, worlds } from '../tests/contract/worlds.ts';

/**
 * Writes `docs/dialects.md` from the code: what the contract tests hold each dialect to, and what each says that
 * its EHR can do. A test fails where the file says anything else.
 */

export const file = 'docs/dialects.md';

interface Row {
  readonly name: string;
  readonly does: WholeRow['does'];
  readonly can: EhrCapabilities;
}

type Column = readonly [heading: string, cell: (row: Row) => string];

const yesOrNo = (is: boolean): string => (is ? 'yes' : 'no');

/** What follows a booking means nothing where times are only shown. */
const ifBooked =
  (cell: (row: Row) => string): Column[1] =>
  (row) =>
    row.does.book ? cell(row) : '';

const columns: readonly Column[] = [
  ['`dialect`', ({ name, does }) => nameOf(name, does)],
  ['asks for times by', ({ does }) => does.finds.map((way) => `\`${way}\``).join(', ')],
  ['books', ({ can }) => (can.book === 'elsewhere' ? 'elsewhere' : 'yes')],
  ['keeps a time', ifBooked(({ does }) => keptAs[String(does.hold)] ?? '')],
  ['says until when', ifBooked(({ does }) => (does.hold ? yesOrNo(does.holdSaysUntil) : ''))],
  ['gives more time', ifBooked(({ does }) => (does.hold ? yesOrNo(does.holdExtends) : ''))],
  ['takes the patient’s words', ifBooked(({ does }) => yesOrNo(does.comment))],
  ['`pending` in the list is', ifBooked(({ does, can }) => pendingIs(does, can))],
  ['cancels', ifBooked(({ does, can }) => cancels(does, can))],
  ['moves', ifBooked(({ does, can }) => moves(does, can))],
  ['visits come', ({ does }) => (does.pages.includes('list') ? 'in pages' : 'at once')],
];

const inputs: readonly (readonly [Input, string])[] = [
  ['practitioners', 'clinician'],
  ['locations', 'place'],
  ['places', 'town, zip'],
  ['organizations', 'organization'],
  ['specialties', 'specialty'],
  ['visitTypes', 'kind of visit'],
  ['reasons', 'reason'],
];

/** By these the app itself narrows what comes. */
const narrowedHere: readonly Input[] = ['practitioners', 'locations', 'specialties', 'visitTypes'];

const narrowing: readonly Column[] = [
  ['`dialect`', ({ name, does }) => nameOf(name, does)],
  ...inputs.map(([input, words]): Column => [words, ({ does }) => narrows(input, does)]),
  ['so many at most', ({ does }) => (does.count ? 'EHR' : 'app')],
];

const keptAs: Readonly<Record<string, string>> = {
  appointment: 'as an Appointment',
  slot: 'on its Slot',
  false: 'no',
};

/** Rows that stand for another way of finding of the same dialect name that way beside it. */
function nameOf(name: string, { finds }: Row['does']): string {
  const { server } = rowOf(name);
  return server === name ? `\`${name}\`` : `\`${server}\`, \`find\`: \`${finds[0]}\``;
}

function pendingIs({ staff }: Row['does'], { pending }: EhrCapabilities): string {
  if (pending === 'held') return staff ? 'a kept time, or a visit to be confirmed' : 'a kept time';
  return staff ? 'a visit to be confirmed' : '';
}

function cancels({ cancelReason, versions }: Row['does'], { cancel }: EhrCapabilities): string {
  if (!cancel) return 'no';
  const more = [cancelReason ? 'with a reason' : '', versions ? 'only as it was read' : ''];
  return ['yes', ...more.filter((text) => text !== '')].join(', ');
}

function moves({ reschedule }: Row['does'], can: EhrCapabilities): string {
  if (!canReschedule(can)) return 'no';
  if (can.reschedule === 'atomic')
    return reschedule === 'new id' ? 'in one step, to a new visit' : 'in one step';
  return can.reschedule === 'book-first' ? 'books, then cancels' : 'cancels, then books';
}

function narrows(input: Input, does: Row['does']): string {
  if (does.narrows.includes(input)) return 'EHR';
  return narrowedHere.includes(input) ? 'app' : '';
}

function tableOf(rows: readonly Row[], shown: readonly Column[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => (cell === '' ? '–' : cell)).join(' | ')} |`;
  return [
    line(shown.map(([heading]) => heading)),
    line(shown.map(() => '---')),
    ...rows.map((row) => line(shown.map(([, cell]) => cell(row)))),
  ].join('\n');
}

/** The whole of `docs/dialects.md`. */
export function dialectsDocument(): string {
  const place = (name: string) => dialectNames.findIndex((each) => each === rowOf(name).server);
  const names = Object.keys(worlds).sort((one, other) => place(one) - place(other));
  const rows = names.map((name): Row => {
    const { dialect, does } = rowOf(name);
    const { can } = createEhr({
      issuer: { iss: 'https://ehr.example/fhir', find: does.finds[0] },
      dialect,
      patient: 'nobody',
      authorization: () => undefined,
      now: Date.now,
    });
    return { name, does, can };
  });
  return `# What each dialect has

Written by \`npm run docs:dialects\` from \`tests/contract/worlds.ts\`, to which the contract tests hold every dialect and its
sandbox, and from what each dialect says that its EHR can do. Change those, not this.

The name is that of \`issuers[].dialect\` in [the settings](deploy.md). Without it the app finds out by itself which of them an
EHR speaks, from its CapabilityStatement: [how](../src/fhir/declared.ts).

${tableOf(rows, columns)}

The settings \`hold\` and \`cancel\` take away from this; with \`reschedule\` an EHR is asked to move visits in another way.

## By what a search is narrowed

**EHR**: it is asked for that. **app**: the EHR gives more, and the app leaves out what was not asked for. **–**: that cannot be
asked for.

${tableOf(rows, narrowing)}
`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync(file, dialectsDocument());
