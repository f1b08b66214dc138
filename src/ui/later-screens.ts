/**
 * All that the first screen can do without. It is fetched once the first times are on screen,
 * while they are being read, so that it delays neither them nor the next screen.
 */
import BookingAlert from './booking/BookingAlert.svelte';
import Appointments from './screens/Appointments.svelte';
import Booked from './screens/Booked.svelte';
import Check from './screens/Check.svelte';
import MoreTimes from './screens/MoreTimes.svelte';
import NotOpened from './screens/NotOpened.svelte';
import Requested from './screens/Requested.svelte';
import Unknown from './screens/Unknown.svelte';
import NoTimesWithAnyone from './times/NoTimesWithAnyone.svelte';
import NoTimesWithOwnDoctor from './times/NoTimesWithOwnDoctor.svelte';

export { BookingAlert, NotOpened, NoTimesWithAnyone, NoTimesWithOwnDoctor };

export const screens = {
  'more-times': MoreTimes,
  appointments: Appointments,
  check: Check,
  booked: Booked,
  requested: Requested,
  unknown: Unknown,
};
