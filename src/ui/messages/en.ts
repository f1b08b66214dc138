import { pluralsOf } from './plural.ts';

/** All that patients read, in English. Short plain sentences: many readers are old, ill or afraid. */

const plural = pluralsOf('en');

const minutes = (count: number) =>
  plural(count, { one: '1 minute', other: `${String(count)} minutes` });
const times = (count: number) => plural(count, { one: '1 time', other: `${String(count)} times` });
const days = (count: number) => plural(count, { one: '1 day', other: `${String(count)} days` });

export const en = {
  language: 'en',

  titles: {
    opening: 'Opening your appointments',
    notOpened: 'We could not open your appointments',
    closed: 'Scheduling is closed',
    home: 'Book an appointment',
    moreTimes: 'Choose a time',
    appointments: 'My appointments',
    check: 'Check your appointment',
    booked: 'You’re booked',
    requested: 'Sent, waiting for the clinic',
    unknown: 'We do not know yet whether this is booked',
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
    portal: 'Go back to your portal',
    newTab: '(opens in a new tab)',
    noPortal: 'Close this page and open it again from your portal.',
    clinicSays: 'The clinic’s system says:',
    moreInformation: 'Read more from the clinic',
    tryAgain: 'Try again',
    home: 'Back to booking',
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
    parts: { morning: 'Morning', afternoon: 'Afternoon', evening: 'Evening' },
    inPart: { morning: 'in the morning', afternoon: 'in the afternoon', evening: 'in the evening' },
    minutes,
    venue: { 'in-person': 'In person', video: 'By video', phone: 'By phone' },
    /** Within a line. */
    how: { 'in-person': 'in person', video: 'by video', phone: 'by phone' },
    someone: 'A clinician',
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
    nobody: 'We do not know your doctor',
    nobodyText:
      'Your record does not name a primary care doctor. You can see any clinician who has time. Or call us, and we will help you choose.',
    none: (doctor: string) => `No open times with ${doctor}`,
    noneAnyone: 'No open times right now',
    noneText: (until: string) =>
      `We looked up to ${until}. New times may open each day. You can also call us.`,
    seeAnyone: 'See times with any clinician',
    found: (when: string) => `Next open time: ${when}.`,
    foundNone: 'We found no open times.',
  },

  moreTimes: {
    anyone: 'Times with any clinician',
    practitioner: (doctor: string) => `Times with ${doctor}`,
    lead: (count: number) => `These are the next ${days(count)} with open times.`,
    found: (count: number, on: number) => `${times(count)} found on ${days(on)}.`,
    incomplete: 'We could not get all the times. There may be more. You can call us to ask.',
    with: (who: string) => `With ${who}`,
    zone: (zone: string) => `Times are in ${zone}.`,
    summary: (day: string, count: number) => `${day}: ${times(count)}`,
    chosen: 'Your choice:',
    notChosen: 'You have not chosen a time yet.',
    choose: 'Please choose a time first.',
    continue: 'Continue',
    back: 'Back',
  },

  check: {
    who: 'Who for',
    with: 'With',
    when: 'When',
    where: 'Where',
    how: 'How',
    long: 'How long',
    kind: 'Kind of visit',
    contact: 'Phone and email on record',
    noContact: 'None on record',
    plan: 'Health plan on record',
    planLoading: 'Looking up your plan',
    planFailed: 'We could not read your plan. Please bring your card.',
    planNone: 'None on record. Please bring your card.',
    planUnnamed: 'Plan without a name',
    planActiveTo: (date: string) => `Active to ${date}.`,
    planActive: 'Active.',
    planEnded: (date: string) =>
      `Your plan on record ended on ${date}. Call us or bring the new card.`,
    planNotActive: 'Your plan on record is not active. Call us or bring the new card.',
    planStarts: (date: string) => `Starts on ${date}.`,
    reason: 'What is the visit for?',
    reasonHint: 'You can leave this empty.',
    left: (count: number) =>
      plural(count, { one: '1 more letter fits.', other: `${String(count)} more letters fit.` }),
    keptUntil: (hour: string, left: number) =>
      `We are keeping this time for you until ${hour} (about ${minutes(left)}).`,
    kept: 'We are keeping this time for you.',
    notKept: 'This time is not reserved until you confirm.',
    minutesLeft: (left: number) =>
      `We keep this time for ${left === 1 ? '1 more minute' : `${String(left)} more minutes`}.`,
    keepLonger: 'Keep it longer',
    keepingLonger: 'Asking for more time…',
    keptLonger: 'Done. You have more time now.',
    signInEndsSoon: 'Your sign-in ends in less than two minutes. Please confirm now.',
    confirm: 'Confirm appointment',
    booking: 'Booking…',
    slow: 'Still confirming, please wait. Do not press again.',
    readingBack: 'Checking with the clinic…',
    another: 'Choose another time',
    expired: 'We could no longer keep this time',
    expiredText:
      'Nothing is booked. What you wrote is still here. You can ask for this time again.',
    again: 'Ask for this time again',
    asking: 'Asking for this time…',
  },

  booked: {
    status: 'The clinic has your appointment.',
    next: 'What happens next',
    nextText:
      'This time is yours. You do not need to do anything else now. Please bring your health plan card and a list of your medicines.',
    change: 'If you cannot come, please call us as soon as you can.',
    mine: 'See my appointments',
    another: 'Book another appointment',
    finish: 'Finish',
  },

  requested: {
    text: 'You are not booked yet. The clinic has your request and must say yes first.',
    next: 'You do not need to send it again. Look at “My appointments” to see the answer, or call us.',
  },

  unknown: {
    text: 'We sent your request, but the clinic’s answer did not reach us. Please do not book again yet. Call us, and we will look it up with you.',
  },

  appointments: {
    coming: 'Coming up',
    past: 'Past visits',
    loading: 'Looking up your appointments…',
    noneComing: 'You have no coming appointments.',
    nonePast: 'You have no past appointments.',
    missing: 'Some appointments may be missing. Call us to be sure.',
    found: (coming: number, past: number) => `${String(coming)} coming, ${String(past)} past.`,
    status: {
      proposed: 'Waiting for the clinic',
      pending: 'Not booked yet: held, or waiting for the clinic',
      booked: 'Booked',
      arrived: 'You have arrived',
      'checked-in': 'You are checked in',
      fulfilled: 'Done',
      cancelled: 'Cancelled',
      noshow: 'Missed',
      waitlist: 'On the waiting list',
      'entered-in-error': 'Entered by mistake',
      unknown: 'Please call us to ask about this one',
    },
    /** Of a day that has gone by. */
    wasBooked: 'Was booked',
    wasNotBooked: 'Was not booked',
  },

  nothing: {
    booked: 'Nothing is booked.',
    changed: 'Nothing was booked or changed.',
  },

  lostAgain: {
    title: 'That time was taken too',
    text: 'We are sorry. Nothing is booked. Please call us, and we will find a time with you. You can also choose another time below.',
  },

  unloaded: {
    title: 'We could not show the next page',
    text: 'The internet may be down. Please call us, and we will look up what is booked.',
  },

  failures: {
    noAnswer: {
      title: 'We could not reach the clinic',
      text: 'Please check your internet, then try again.',
    },
    timedOut: {
      title: 'The clinic took too long to answer',
      text: 'Its computers may be busy. Please try again.',
    },
    sessionEnded: {
      title: 'Your session has ended',
      text: 'To keep you safe, the portal signs you out after a while. Please start again from your portal.',
    },
    notPermitted: {
      title: 'We cannot do this for you online',
      text: 'The clinic does not allow it here. Please call us, and we will help.',
    },
    notFound: {
      title: 'The clinic could not find this',
      text: 'It may have changed. Please try again.',
    },
    notSupported: {
      title: 'This cannot be done online',
      text: 'The clinic’s system does not offer it. Please call us, and we will help.',
    },
    conflict: {
      title: 'Something has changed at the clinic',
      text: 'What we showed is out of date. Please try again.',
    },
    rejected: {
      title: 'The clinic’s system said no',
      text: 'This is not your fault. Please call us, and we will help.',
    },
    tooBusy: {
      title: 'The clinic’s system is very busy',
      text: 'Please wait a few minutes, then try again.',
    },
    serverError: {
      title: 'The clinic’s system has a problem',
      text: 'This is not your fault. Please try again in a few minutes.',
    },
    gotHtml: {
      title: 'We got a web page, not an answer',
      text: 'Your internet may ask you to sign in first. Please check that, then try again.',
    },
    gotEmpty: {
      title: 'The clinic’s answer was empty',
      text: 'This is not your fault. Please try again.',
    },
    gotNonsense: {
      title: 'We could not read the clinic’s answer',
      text: 'This is not your fault. Please try again.',
    },
    gotOther: {
      title: 'The clinic sent something else',
      text: 'It was not what we asked for. Please try again.',
    },
    gotOtherPatient: {
      title: 'We got a record that may not be yours',
      text: 'We do not show it. Please call us, so that we can put this right.',
    },
    taken: {
      title: 'That time was just taken',
      text: 'Nothing is booked for you yet. Please choose another time.',
    },
    holdUnknown: {
      title: 'We cannot tell if this time is kept',
      text: 'The clinic’s answer got lost. Nothing is booked. Please try again, or choose another time.',
    },
    holdExpired: {
      title: 'We could no longer keep that time',
      text: 'Nothing is booked. Please choose another time.',
    },
    notBooked: {
      title: 'This is not booked',
      text: 'The answer got lost, so we looked at your appointments. It is not there. Nothing is booked. You can try again.',
    },
    requested: {
      title: 'Sent, waiting for the clinic',
      text: 'It is not booked yet. The clinic must say yes first.',
    },
    bookingUnknown: {
      title: 'We do not know yet whether this is booked',
      text: 'Please do not book again yet. Call us, and we will look it up with you.',
    },
    notExtended: {
      title: 'We could not get more time',
      text: 'We keep this time only as long as it says here. You can confirm now.',
    },
    notLaunched: {
      title: 'Please open this page from your portal',
      text: 'We cannot see who you are when this page is opened by itself or loaded again.',
    },
    notSafe: {
      title: 'We could not sign you in safely',
      text: 'To keep your record safe, we stopped. Please start again from your portal.',
    },
    denied: {
      title: 'This app may not see your record',
      text: 'You or the hospital said no when the app asked. You can start again from your portal.',
    },
    setUpWrong: {
      title: 'This app is not set up right',
      text: 'This is not your fault, and trying again will not help. Please call us to book.',
    },
    signInDown: {
      title: 'Sign-in is not working right now',
      text: 'Please start again from your portal in a few minutes.',
    },
    signInFailed: {
      title: 'We could not finish signing you in',
      text: 'Please start again from your portal.',
    },
    finished: {
      title: 'You are done',
      text: 'Nothing of yours is left on this page. What you booked stays booked.',
    },
    idle: {
      title: 'We closed this page to keep your data safe',
      text: 'Nobody used it for 15 minutes. What you booked stays booked.',
    },
    noPatient: {
      title: 'We do not know whose record to open',
      text: 'The portal did not tell us. Please start again from your portal.',
    },
    storageBlocked: {
      title: 'Your browser blocks this page',
      text: 'It lets us store nothing, not even while you sign in. Please try another browser, or call us to book.',
    },
  },
};

/** What a language has to offer: the same keys, and functions of the same parameters. */
export type Messages = typeof en;
