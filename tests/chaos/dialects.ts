import type { Dialect } from '../../src/fhir/dialect.ts';
import { argonaut } from '../../src/fhir/dialects/argonaut.ts';
import type { RescheduleOrder } from '../../src/scheduling/ports.ts';

/** A dialect as far as chaos has to know it. */
export interface Spoken {
  readonly dialect: Dialect;
  /** The orders in which it can move a visit; the first is its own. */
  readonly orders: readonly RescheduleOrder[];
  /** What holds are kept on, where it keeps any. */
  readonly holds: 'visit' | 'slot' | 'none';
}

const anyOrder = ['book-first', 'cancel-first', 'atomic'] as const;

/** Every dialect that chaos speaks, by the names of the settings. */
export const spoken: Readonly<Record<string, Spoken>> = {
  argonaut: { dialect: argonaut, orders: anyOrder, holds: 'visit' },
};
