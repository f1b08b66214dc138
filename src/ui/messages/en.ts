import { pluralsOf } from './plural.ts';

/**
 * What patients read on the way to the first screen and on it, in English; `en-later.ts` has the rest.
 * Short plain sentences: many readers are old, ill or afraid.
 */

export const plural = pluralsOf('en');

export const minutes = (count: number) =>
  plural(count, { one: '1 minute', other: `${String(count)} minutes` });

export const en = {
  language: 'en',

  titles: {
    opening: 'Opening your appointments',
    home: 'Book an appointment',
    appointments: 'My appointments',
  },

  banner: {
    label: 'Patient',
    patient: (name: string) => `For ${name}`,
    loading: 'Looking up your name',
    nameless: 'No name on record',
    unread: 'Your name could not be read',
    born: (date: string) => `Born ${date}`,
  },

  help: {
    label: 'Help',
    phone: (hospital: string) => `Questions? Call ${hospital}:`,
    call: (number: string) => `Call ${number}`,
  },

  opening: 'Opening your appointments…',

  time: {
    /** One line, as it is read aloud. `zone` is a name such as "Eastern Time". */
    when: (day: string, hour: string, zone: string) => `${day}, ${hour} ${zone}`,
    dayAndHour: (day: string, hour: string) => `${day}, ${hour}`,
    whenUnconfirmed: (day: string) =>
      `${day}. Clinic local time could not be confirmed. Please call.`,
    about: (day: string) => `About ${day}`,
    unconfirmed: 'Clinic local time could not be confirmed. Please call.',
    elsewhere: (hour: string) => `That is ${hour} where you are now.`,
    minutes,
    /** Within a line. */
    how: { 'in-person': 'in person', video: 'by video', phone: 'by phone' },
    someone: 'A clinician',
    /** `visits` is the patient's own at that time: hours, each with who it is with. */
    clash: (visits: string) => `You have another visit then: ${visits}`,
    clashBrief: 'You have another visit then',
    visit: (hour: string, who: string) => `${hour} with ${who}`,
    reading: 'Looking up the clinic’s local time',
    and: (names: readonly string[]) => names.join(' and '),
  },

  home: {
    onRecord: (doctor: string) => `Book with ${doctor}, your primary care doctor`,
    seenMost: (doctor: string, visits: number) =>
      `Book with ${doctor}, whom you have seen most (${plural(visits, { one: '1 visit', other: `${String(visits)} visits` })})`,
    ownDoctor: 'Book with your doctor',
    yourDoctor: 'your doctor',
    nextTime: 'Next time',
    bookThis: 'Book this time',
    book: 'Book',
    otherTimes: 'Or pick one of these',
    otherTimesShown: 'More open times',
    moreOwn: (doctor: string) => `See more times with ${doctor}`,
    moreAnyone: 'See more times with anyone',
    anyone: 'Soonest with any clinician',
    looking: 'Looking for open times…',
    keeping: 'Keeping this time for you…',
    keepingShort: 'Keeping…',
    toBook: 'To book, call',
    elsewhere: 'You book these times on another page, or by phone.',
    nobody: 'We do not know your doctor',
    found: (when: string) => `Next open time: ${when}.`,
    foundNone: 'We found no open times.',
  },

  unloaded: {
    title: 'We could not show the next page',
    text: 'The internet may be down. Please call us, and we will look up what is booked.',
  },
};

/** What a language has to offer: the same keys, and functions of the same parameters. */
export type Messages = typeof en;
