import { tzOffset } from '@date-fns/tz/tzOffset';

/** Words with a slash between, or `UTC`; of bare offsets only those that have a name of their own. */
const form =
  /^(?:[A-Za-z_]+(?:\/[A-Za-z_-]+)*|[A-Z]{3}\d[A-Z]{3}|Etc\/GMT(?:\+(?:\d|1[0-2])|-(?:\d|1[0-4])))$/;

/** Whether this is an IANA time zone that this browser can reckon with. What it builds to find out is kept and used again. */
export function isTimeZone(name: string): boolean {
  // Offsets such as "+05:00" can be reckoned with too, but do not know summer from winter.
  return form.test(name) && !Number.isNaN(tzOffset(name, new Date(0)));
}
