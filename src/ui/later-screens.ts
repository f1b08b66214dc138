/**
 * All that the first screen can do without. It is fetched once the first times are on screen,
 * while they are being read, so that it delays neither them nor the next screen.
 */
import { announceLater, titleLater } from './announce-later.ts';
import KeptTimes from './booking/KeptTimes.svelte';
import MoreWays from './find/MoreWays.svelte';
import Alerts from './parts/Alerts.svelte';
import Appointments from './screens/Appointments.svelte';
import Booked from './screens/Booked.svelte';
import Change from './screens/Change.svelte';
import Check from './screens/Check.svelte';
import Find from './screens/Find.svelte';
import MoreTimes from './screens/MoreTimes.svelte';
import Moved from './screens/Moved.svelte';
import NotOpened from './screens/NotOpened.svelte';
import Recovering from './screens/Recovering.svelte';
import Requested from './screens/Requested.svelte';
import Unknown from './screens/Unknown.svelte';
import Elsewhere from './times/Elsewhere.svelte';
import NoTimesWithAnyone from './times/NoTimesWithAnyone.svelte';
import NoTimesWithOwnDoctor from './times/NoTimesWithOwnDoctor.svelte';

export {
  Alerts,
  announceLater,
  Elsewhere,
  KeptTimes,
  MoreWays,
  NotOpened,
  NoTimesWithAnyone,
  NoTimesWithOwnDoctor,
  titleLater,
};

export const screens = {
  'more-times': MoreTimes,
  find: Find,
  appointments: Appointments,
  change: Change,
  check: Check,
  booked: Booked,
  requested: Requested,
  moved: Moved,
  unknown: Unknown,
  recovering: Recovering,
};
