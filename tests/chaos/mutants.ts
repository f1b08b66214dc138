/** One guard, reconciling step, order or content check taken out of the code. Each of them must be missed. */
export interface Mutant {
  readonly name: string;
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

const book = 'src/scheduling/book-appointment.ts';
const booking = 'src/flows/booking.svelte.ts';
const cancel = 'src/scheduling/cancel-appointment.ts';
const change = 'src/flows/visit-change.svelte.ts';
const judge = 'src/scheduling/judge.ts';
const move = 'src/scheduling/reschedule-appointment.ts';
const readBack = 'src/scheduling/reconcile-booking.ts';
const recover = 'src/scheduling/reconcile-intention.ts';

/** What an answer must show before it is believed. */
const contents: readonly Mutant[] = [
  {
    name: 'an answer for another patient is believed',
    file: judge,
    find: 'return appointment.patients.includes(patient) && appointment.start === time.start;',
    replace: 'return appointment.start === time.start;',
  },
  {
    name: 'an answer for another time is believed',
    file: judge,
    find: 'return appointment.patients.includes(patient) && appointment.start === time.start;',
    replace: 'return appointment.patients.includes(patient);',
  },
  {
    name: 'an answer that is pending counts as booked',
    file: judge,
    find: `if (appointment.status === 'booked') return { says: 'booked', appointment };`,
    replace: `return { says: 'booked', appointment };`,
  },
  {
    name: 'an error beside a booked appointment is ignored',
    file: judge,
    find: 'if (error || !isFor(appointment, expected))',
    replace: 'if (!isFor(appointment, expected))',
  },
  {
    name: 'another visit at the same start is taken for the new one',
    file: readBack,
    find: '(appointment.id === hold?.appointment.id || isSameVisit(appointment, time))',
    replace: 'true',
  },
  {
    name: 'a cancellation is believed without a look',
    file: cancel,
    find: '  if (answer.ok) {\n',
    replace: `  if (answer.ok) return ok({ ...before, status: 'cancelled' });\n  if (answer.ok) {\n`,
  },
];

/** What is read before it is said. */
const readings: readonly Mutant[] = [
  {
    name: 'a refusal is believed without a look',
    file: readBack,
    find: 'export const afterRefusal: readonly number[] = [0];',
    replace: 'export const afterRefusal: readonly number[] = [];',
  },
  {
    name: 'a lost answer is not looked up',
    file: readBack,
    find: '[0, 2_000, 5_000]',
    replace: '[]',
  },
  {
    name: 'a lost answer is looked up once only',
    file: readBack,
    find: '[0, 2_000, 5_000]',
    replace: '[0]',
  },
  {
    name: 'a list that could not be read counts as empty',
    file: readBack,
    find: '      unread = true;\n      continue;',
    replace: '      continue;',
  },
  {
    name: 'a list that is not whole counts as whole',
    file: readBack,
    find: 'if (!list.value.complete) unread = true;',
    replace: '',
  },
  {
    name: 'a refusal stands although nobody could look',
    file: book,
    find: `return err(refusal?.kind === 'session-ended' ? refusal : { kind: 'booking-unknown' });`,
    replace: `return err(refusal ?? { kind: 'booking-unknown' });`,
  },
  {
    name: 'a visit that could not be read counts as not cancelled',
    file: cancel,
    find: `if (last === undefined || unread !== undefined) return err({ kind: 'cancel-unknown' });`,
    replace: `if (last === undefined || unread !== undefined) return err({ kind: 'not-cancelled' });`,
  },
  {
    name: 'a visit is cancelled although the clinic has moved it',
    file: cancel,
    find: `if (!isAsSeen(before, visit)) return err({ kind: 'changed', appointment: before });`,
    replace: '',
  },
  {
    name: 'what an earlier page sent is looked up once only',
    file: recover,
    find: 'sentJustNow ? pauses : [0]',
    replace: '[0]',
  },
  {
    name: 'what an earlier page sent counts as nothing when it cannot be read',
    file: recover,
    find: `if (!list.ok) return 'unread';`,
    replace: 'if (!list.ok) return undefined;',
  },
  {
    name: 'what an earlier page sent counts as nothing when the list is not whole',
    file: recover,
    find: `return found === undefined && !list.value.complete ? 'unread' : found;`,
    replace: 'return found;',
  },
];

/** What is sent, how often, and on which condition. */
const sendings: readonly Mutant[] = [
  {
    name: 'a booking without an answer is sent again',
    file: book,
    find: `    case 'unreadable':\n      return readBack(booking, ports);`,
    replace: `    case 'unreadable':\n      await ehr.bookAppointment(booking);\n      return readBack(booking, ports);`,
  },
  {
    name: 'a cancellation without an answer is sent again',
    file: cancel,
    find: 'if (isUnclear(answer.failure)) return',
    replace:
      'if (isUnclear(answer.failure)) await ehr.cancelAppointment(before, reason);\n  if (isUnclear(answer.failure)) return',
  },
  {
    name: 'any request is sent again when the network fails',
    file: 'src/fhir/request.ts',
    find: 'const response = await fetch(url, { ...init, signal });',
    replace:
      'const response = await fetch(url, { ...init, signal }).catch(() => fetch(url, { ...init, signal }));',
  },
  {
    name: 'the version of a visit is not sent along',
    file: 'src/fhir/patch.ts',
    find: '    ifMatch: versionId,\n',
    replace: '',
  },
  {
    name: 'a second press on "confirm" books again',
    file: booking,
    find: `if (step.at === 'checking' && !step.extending) await this.#finishes(this.#book(step));`,
    replace: `if (step.at === 'checking' || step.at === 'confirming') await this.#finishes(this.#book({ ...step, at: 'checking' }));`,
  },
  {
    name: 'a second press on "cancel" cancels again',
    file: change,
    find: `if (at !== 'asking') return;`,
    replace: '',
  },
  {
    name: 'an answer to "keep it longer" comes whenever it likes',
    file: booking,
    find: 'if (this.#step !== asking) {',
    replace: 'if (false) {',
  },
];

/** What comes before what when a visit is moved. */
const orders: readonly Mutant[] = [
  {
    name: 'the old visit goes first where nobody has agreed to that',
    file: move,
    find: `    case 'book-first':\n      return bookThenCancel(old, booking, ports);`,
    replace: `    case 'book-first':\n      return cancelThenBook(old, booking, ports);`,
  },
  {
    name: 'the old visit goes before the new one is known to be booked',
    file: move,
    find: `  if (!booked.ok) return withoutHold(await notBooked(old, booked.failure, ports), booking, ports);`,
    replace: `  if (!booked.ok && booked.failure.kind === 'booking-unknown') await cancelAppointment(old, undefined, ports);
  if (!booked.ok) return withoutHold(await notBooked(old, booked.failure, ports), booking, ports);`,
  },
  {
    name: 'the old visit goes for one that only waits for the clinic',
    file: move,
    find: `  if (!booked.ok) return withoutHold(await notBooked(old, booked.failure, ports), booking, ports);`,
    replace: `  if (!booked.ok && booked.failure.kind === 'requested') await cancelAppointment(old, undefined, ports);
  if (!booked.ok) return withoutHold(await notBooked(old, booked.failure, ports), booking, ports);`,
  },
  {
    name: 'the old visit is said to be cancelled whatever came of that',
    file: move,
    find: `  return cancelled.ok\n    ? { is: 'moved', appointment, old: cancelled.value }`,
    replace: `  return appointment.status === 'booked'\n    ? { is: 'moved', appointment, old }`,
  },
  {
    name: 'the old visit goes first although the new time is no longer kept',
    file: move,
    find: `  if (!held.value) return`,
    replace: '  if (held.value === undefined) return',
  },
  {
    name: 'a visit that was given up is not won back',
    file: move,
    find: `ours ? await winBack(old, ports) : 'not-open'`,
    replace: `'not-open'`,
  },
];

/** What a page writes down for the next one. */
const memory: readonly Mutant[] = [
  {
    name: 'a booking is not written down before it is sent',
    file: booking,
    find: `    this.#note(this.#moving === undefined ? 'book' : 'reschedule', 'sent', time, hold);\n`,
    replace: '',
  },
  {
    name: 'a cancellation is not written down before it is sent',
    file: change,
    find: `    this.#intent.note('cancel', 'sent', visit, { appointment: visit.id });\n`,
    replace: '',
  },
  {
    name: 'what was written down is crossed out as soon as it is sent',
    file: booking,
    find: `    this.#note(this.#moving === undefined ? 'book' : 'reschedule', 'sent', time, hold);\n`,
    replace: `    this.#note(this.#moving === undefined ? 'book' : 'reschedule', 'sent', time, hold);
    this.#intent.settle();\n`,
  },
  {
    name: 'what nobody could tell is crossed out',
    file: booking,
    find: 'if (!open && !this.#closed) this.#intent.settle();',
    replace: 'this.#intent.settle();',
  },
  {
    name: 'a new launch does not look at what is written down',
    file: 'src/flows/recovery.svelte.ts',
    find: 'if (given === undefined && this.#ports.journal.entries().length === 0) {',
    replace: 'if (given === undefined) {',
  },
];

export const mutants: readonly Mutant[] = [
  ...contents,
  ...readings,
  ...sendings,
  ...orders,
  ...memory,
];
