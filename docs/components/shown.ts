import type { State } from './state.ts';
import { booking } from './states/booking.ts';
import { change } from './states/change.ts';
import { find, moreTimes } from './states/find.ts';
import { parts } from './states/parts.ts';
import { screens } from './states/screens.ts';
import { times } from './states/times.ts';

/** Every component of src/ui, by its file without its end, and the states in which it is shown. A test compares them. */
export const shown: Readonly<Record<string, readonly State[]>> = {
  ...screens,
  ...booking,
  ...times,
  ...moreTimes,
  ...find,
  ...change,
  ...parts,
};
