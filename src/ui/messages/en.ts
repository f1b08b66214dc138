import type { LaunchMessages } from '../launch/explanation.ts';
import { pluralsOf } from './plural.ts';

/**
 * English, and what every other language has to have: the same keys, and functions of the same parameters. Short
 * plain sentences, for many readers are old, ill or afraid.
 */
const language = 'en';

const plural = pluralsOf(language);
const minutes = (count: number) =>
  plural(count, { one: '1 minute', other: `${String(count)} minutes` });
const times = (count: number) => plural(count, { one: '1 time', other: `${String(count)} times` });
const days = (count: number) => plural(count, { one: '1 day', other: `${String(count)} days` });

let ordinals: Intl.PluralRules | undefined;
const endings: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' };
const ordinal = (nth: number) => {
  ordinals ??= new Intl.PluralRules('en', { type: 'ordinal' });
  return `${String(nth)}${endings[ordinals.select(nth)] ?? 'th'}`;
};

/** From Sunday to Saturday. */
type Week = readonly [string, string, string, string, string, string, string];

const appointments = 'My appointments';
const notShown = 'We could not show the next page';

/** Why the launch page could not go on. */
export const launch: LaunchMessages = {
  failures: {
    'not-launched': {
      title: 'Open scheduling from your portal',
      text: 'This page works only when you open it from your portal. Please go back there and open scheduling.',
    },
    'unknown-issuer': {
      title: 'This portal is not set up for scheduling here',
      text: 'We do not know the portal that opened this page, so we stopped. Please open scheduling from your own patient portal.',
    },
    'insecure-page': {
      title: 'This page is not secure',
      text: 'The address of this page does not start with “https”. Other people could see what you type here, so we stopped.',
    },
    'storage-blocked': {
      title: 'Your browser is blocking this page',
      text: 'To sign you in, this page must save a little data for a few minutes. Please allow cookies and site data in your browser. Then open scheduling from your portal again.',
    },
    'discovery-failed': {
      unreachable: {
        title: 'We cannot reach the clinic’s system',
        text: 'Please check that you are online. Then try again.',
      },
      timeout: {
        title: 'The clinic’s system is slow to answer',
        text: 'We waited, but no answer came. Please try again in a minute.',
      },
      'not-found': {
        title: 'Scheduling is not ready right now',
        text: 'The clinic’s system answered, but it did not tell us how to sign you in. Please try again later.',
      },
      'not-json': {
        title: 'Scheduling is not working right now',
        text: 'The clinic’s system sent something that we cannot read. Please try again later.',
      },
      'too-large': {
        title: 'Scheduling is not working right now',
        text: 'The clinic’s system sent far more than we asked for. Please try again later.',
      },
    },
    'discovery-unsafe': {
      'no-endpoint': {
        title: 'We cannot sign you in',
        text: 'The clinic’s system does not have a place to sign in. The clinic has to fix this.',
      },
      'no-pkce': {
        title: 'We stopped to keep you safe',
        text: 'The clinic’s system does not have a safe way to sign you in. The clinic has to fix this.',
      },
      'foreign-endpoint': {
        title: 'We stopped to keep you safe',
        text: 'The clinic’s system wanted to send you to a place that we do not know. The clinic has to fix this.',
      },
    },
  },
  nothingBooked: 'Nothing was booked, and none of your visits changed.',
  tryAgain: 'Try again',
  openPortal: 'Go to your portal (opens a new tab)',
  call: (hospital) => `You can also call ${hospital}:`,
  forStaff: 'If you call, you can read this out:',
  brokenSettings: {
    title: 'Scheduling is not set up yet',
    text: 'To make a visit, please call your clinic. If you need help right now, call the emergency line where you live.',
  },
  mistakes: 'For the people who set up this page',
};

/** What patients read on the way to the first screen and on it. */
export const first = {
  language,

  /** Between the parts of a line, and after a sentence. */
  marks: { comma: ', ', colon: ': ', stop: '. ' },

  titles: {
    opening: 'Opening your appointments',
    home: 'Book an appointment',
    appointments,
  },

  banner: {
    label: 'Patient',
    patient: (name: string) => `For ${name}`,
    /** Where somebody else is signed in. */
    onBehalf: (name: string) => `You are booking for ${name}`,
    loading: 'Looking up your name',
    nameless: 'No name on record',
    unread: 'Your name could not be read',
    born: (date: string) => `Born ${date}`,
  },

  /** Names the list of languages; each has its own name there. */
  languages: 'Language',

  help: {
    label: 'Help',
    phone: (hospital: string) => `Questions? Call ${hospital}:`,
    call: (number: string) => `Call ${number}`,
  },

  opening: 'Opening your appointments…',

  time: {
    /** One line, as it is read aloud. `zone` is a name such as "Eastern Time". */
    when: (day: string, hour: string, zone: string) => `${day}, ${hour} ${zone}`,
    /** `zone` is a name such as "Eastern Time". */
    hourAndZone: (hour: string, zone: string) => `${hour} ${zone}`,
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
    /** Where somebody else is signed in. */
    bookThisFor: (name: string) => `Book this time for ${name}`,
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
    title: notShown,
    text: 'The internet may be down. Please call us, and we will look up what is booked.',
  },
};

/** What patients read after the first screen, or in place of its times. */
export const later = {
  language,

  semicolon: '; ',
  /** What the clinic's system says, in whichever language. */
  quoted: (text: string) => `“${text}”`,

  titles: {
    'not-opened': 'We could not open your appointments',
    closed: 'Scheduling is closed',
    'more-times': 'Choose a time',
    moreTimesMoving: 'Choose a new time',
    find: 'Find a time',
    appointments: appointments,
    check: 'Check your appointment',
    checkMoving: 'Check your new time',
    booked: 'You’re booked',
    requested: 'Sent, waiting for the clinic',
    unknown: 'We do not know yet whether this is booked',
    change: {
      'not-loaded': notShown,
      reading: 'Looking at your visit',
      'not-read': 'We could not look at your visit',
      changed: 'This visit has changed',
      'not-offered': 'This cannot be done online',
      asking: 'Cancel this visit?',
      cancelled: 'Your visit is cancelled',
      unknown: 'We do not know yet whether this is cancelled',
    },
    moved: {
      moved: 'Your visit is moved',
      both: 'You have two visits now',
      perhapsBoth: 'Your new visit is booked',
      requested: 'Sent, waiting for the clinic',
      'won-back': 'Your visit was not moved',
      'nothing-left': 'Your old visit is cancelled, and no new one is booked',
      unknown: 'We do not know yet whether your visit is moved',
    },
    recovering: {
      checking: 'Checking what happened',
      unknown: 'We could not find out',
    },
  },

  help: {
    portal: 'Go back to your portal',
    newTab: '(opens in a new tab)',
    noPortal: 'Close this page and open it again from your portal.',
    clinicSays: 'The clinic’s system says:',
    moreInformation: 'Read more from the clinic',
    tryAgain: 'Try again',
    home: 'Back to booking',
    appointments: 'Back to my appointments',
  },

  time: {
    parts: { morning: 'Morning', afternoon: 'Afternoon', evening: 'Evening' },
    inPart: { morning: 'in the morning', afternoon: 'in the afternoon', evening: 'in the evening' },
    venue: { 'in-person': 'In person', video: 'By video', phone: 'By phone' },
  },

  noTimes: {
    nobody:
      'Your record does not name a primary care doctor. You can see any clinician who has time. Or call us, and we will help you choose.',
    own: (doctor: string) => `No open times with ${doctor}`,
    anyone: 'No open times right now',
    lookedUpTo: (until: string) =>
      `We looked up to ${until}. New times may open each day. You can also call us.`,
    seeAnyone: 'See times with any clinician',
    /** Of a list that was asked for. */
    upTo: (until: string) => `We looked up to ${until}.`,
    /** Where it was searched for. */
    search: 'We found no times that fit',
    others: 'Other ways to get a time',
    lookingForOthers: 'Looking for other ways…',
    noOthers: 'We found no other way online. Please call us, and we will find a time with you.',
    way: {
      clinicians: (next: string) => `With another clinician: ${next}`,
      places: (next: string) => `At another place: ${next}`,
      video: (next: string) => `By video: ${next}`,
      phone: (next: string) => `By phone: ${next}`,
    },
    next: (when: string) => `next ${when}`,
    later: 'Look at later dates',
    orCall: 'Or call us:',
  },

  moreTimes: {
    anyone: 'Times with any clinician',
    practitioner: (doctor: string) => `Times with ${doctor}`,
    search: 'Times that fit your search',
    changeSearch: 'Change your search',
    lead: (count: number) => `These are the next ${days(count)} with open times.`,
    found: (count: number, on: number) => `${times(count)} found on ${days(on)}.`,
    incomplete: 'We could not get all the times. There may be more. You can call us to ask.',
    /** `others` are ways in which times were not as asked for. */
    ignored: (others: readonly string[]) =>
      `The clinic’s system also sent times ${others.join(' and ')}. We left them out.`,
    other: {
      practitioners: 'with other clinicians',
      locations: 'at other places',
      specialties: 'for other kinds of care',
      visitTypes: 'for other kinds of visits',
    },
    lookingForMore: 'Looking for more days…',
    later: 'Show later dates',
    more: (on: number, count: number) =>
      `${plural(on, { one: '1 more day', other: `${String(on)} more days` })}. ${times(count)}.`,
    nothingUpTo: (until: string) => `We looked up to ${until} and found no more times.`,
    noLater: (until: string) => `We looked up to ${until}. There are no later dates.`,
    noneUpTo: (until: string) => `We looked up to ${until}. There are no open times.`,
    allUpTo: (until: string) => `These are all the times up to ${until}.`,
    showAll: {
      morning: (count: number) => `Show all ${String(count)} morning times`,
      afternoon: (count: number) => `Show all ${String(count)} afternoon times`,
      evening: (count: number) => `Show all ${String(count)} evening times`,
    },
    allShown: {
      morning: (count: number) => `All ${String(count)} morning times are shown.`,
      afternoon: (count: number) => `All ${String(count)} afternoon times are shown.`,
      evening: (count: number) => `All ${String(count)} evening times are shown.`,
    },
    filters: {
      practitioner: 'Clinician',
      anyone: 'Anyone',
      partOfDay: 'Time of day',
      anyTime: 'Any time',
      parts: {
        morning: 'Morning (before noon)',
        afternoon: 'Afternoon (noon to 5 PM)',
        evening: 'Evening (5 PM and later)',
      },
      venue: 'How',
      anyHow: 'Any way',
    },
    noneFit: 'None of these times fit what you picked above.',
    showEvery: 'Show all times',
    passed: (hours: readonly string[]) =>
      plural(hours.length, {
        one: `${hours.join()} has passed. We took it off the list.`,
        other: `${hours.join(', ')} have passed. We took them off the list.`,
      }),
    choicePassed: (when: string) => `Your choice, ${when}, has passed. Please choose another time.`,
    with: (who: string) => `With ${who}`,
    zone: (zone: string) => `Times are in ${zone}.`,
    summary: (day: string, count: number) => `${day}: ${times(count)}`,
    chosen: 'Your choice:',
    notChosen: 'You have not chosen a time yet.',
    choose: 'Please choose a time first.',
    continue: 'Continue',
    back: 'Back',
  },

  /** What a patient looks for, within a line. */
  wish: {
    or: (names: readonly string[]) =>
      [names.slice(0, -1).join(', '), ...names.slice(-1)]
        .filter((part) => part !== '')
        .join(' or '),
    with: (names: string) => `with ${names}`,
    at: (places: string) => `at ${places}`,
    near: (places: string) => `near ${places}`,
    weekdays: [
      'Sundays',
      'Mondays',
      'Tuesdays',
      'Wednesdays',
      'Thursdays',
      'Fridays',
      'Saturdays',
    ] as Week,
    parts: { morning: 'mornings', afternoon: 'afternoons', evening: 'evenings' },
    from: (day: string) => `from ${day}`,
    to: (day: string) => `up to ${day}`,
    fromTo: (from: string, to: string) => `from ${from} to ${to}`,
  },

  find: {
    menu: 'What you can book online',
    looking: 'Looking up what you can book…',
    found: (count: number) =>
      plural(count, {
        one: '1 kind of visit can be booked online.',
        other: `${String(count)} kinds of visits can be booked online.`,
      }),
    next: (when: string) => `Next: ${when}`,
    lookingForNext: 'Looking for the next time…',
    notChecked: 'We could not check if there are open times.',
    seeTimes: 'See times',
    call: 'Please call for these',
    callAbout: 'There are no open times online right now.',
    walkIn: 'No appointment needed',
    walkInAbout: 'You can just come.',
    search: 'Search for a time',
    /** From the top of the page down to the search. */
    toSearch: 'Go to the search',
    searchAbout: 'Fill in only what matters to you. Open a line to choose.',
    /** A line of the form, closed. */
    line: (name: string, chosen: string) => `${name}: ${chosen}`,
    kinds: {
      visitTypes: { name: 'Kind of visit', any: 'any' },
      practitioners: { name: 'Clinician', any: 'anyone' },
      locations: { name: 'Place', any: 'anywhere' },
      specialties: { name: 'Specialty', any: 'any' },
      period: { name: 'When', any: 'any time' },
      venues: { name: 'How', any: 'any way' },
    },
    several: 'You can pick more than one. What you pick first comes first.',
    choice: (nth: number) => `${ordinal(nth)} choice`,
    filter: 'Find in this list',
    filtered: (shown: number, all: number) => `${String(shown)} of ${String(all)} are shown.`,
    places: 'Town or ZIP code',
    placesHint: 'For more than one, put a comma between them.',
    from: 'From this day',
    to: 'Up to this day',
    weekdays: 'Days of the week',
    weekdayNames: [
      'Sunday',
      'Monday',
      'Tuesday',
      'Wednesday',
      'Thursday',
      'Friday',
      'Saturday',
    ] as Week,
    partsOfDay: 'Time of day',
    wrong: {
      unread: 'Please enter the whole date: month, day and year.',
      past: 'This day is over. Please choose a later day.',
      order: 'This day is before the first day. Please choose a later day.',
    },
    show: 'Show times',
    startOver: 'Start over',
    cleared: 'All your choices are cleared.',
  },

  /** On the first screen. */
  ways: {
    title: 'More ways to find a time',
    search: 'Search by place, specialty or kind of visit',
    seen: (doctor: string) => `Times with ${doctor}`,
    again: (kind: string) => `${kind} again`,
    againWith: (kind: string, doctor: string) => `${kind} again, with ${doctor}`,
  },

  /** Times that are booked on another page, or by phone. */
  elsewhere: {
    book: (site: string) => `Book at ${site}`,
    opens: 'opens another page',
    orCall: 'Or call',
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
    stillPossible: 'You can still choose this time.',
    visitsUnread: 'We could not check if you have another visit then.',
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
    endsSoon: (left: number) =>
      `Only ${minutes(left)} left. Confirm now, or press “Keep it longer” if you need more time.`,
    signInEndsSoon: 'Your sign-in ends in less than two minutes. Please confirm now.',
    confirm: 'Confirm appointment',
    /** Where somebody else is signed in. */
    confirmFor: (name: string) => `Confirm appointment for ${name}`,
    prepare: 'How to prepare',
    booking: 'Booking…',
    slow: 'Still confirming, please wait. Do not press again.',
    readingBack: 'Checking with the clinic…',
    another: 'Choose another time',
    expired: 'We could no longer keep this time',
    expiredText: 'What you wrote is still here. You can ask for this time again.',
    again: 'Ask for this time again',
    asking: 'Asking for this time…',
  },

  booked: {
    status: 'The clinic has your appointment.',
    next: 'What happens next',
    nextText:
      'This time is yours. You do not need to do anything else now. Please bring your health plan card and a list of your medicines.',
    call: 'If you cannot come, please call us as soon as you can.',
    /** What can be done about it here. */
    tell: {
      both: 'If you cannot come, please tell us as soon as you can. Cancel or move the visit here, or call us.',
      cancel:
        'If you cannot come, please tell us as soon as you can. Cancel the visit here, or call us.',
      move: 'If you cannot come, please tell us as soon as you can. Move the visit here. To cancel it, call us.',
    },
    print: 'Print this page',
    directions: 'Get directions',
    mine: 'See my appointments',
    another: 'Book another appointment',
    finish: 'Finish',
  },

  calendar: {
    add: 'Add to my calendar',
    /** The visit is off. */
    update: 'Update my calendar',
    making: 'Making the file…',
    done: 'Open the file that was saved. It puts the visit into your calendar.',
    updated: 'Open the file that was saved. It takes the visit out of your calendar.',
    failed: 'We could not make the file. Please try again.',
    /** What other people may see who look at the calendar. */
    title: 'Appointment',
    note: (phone: string) => `To change or cancel, go to your patient portal or call ${phone}.`,
    file: 'appointment.ics',
  },

  requested: {
    text: 'You are not booked yet. The clinic has your request and must say yes first.',
    askedFor:
      'This page shows the answer as soon as there is one. You do not need to send it again. You can also close this page. The clinic will get in touch with you.',
    silent: 'The clinic has not answered yet. It will get in touch with you.',
    later:
      'You do not need to send it again. Look at “My appointments” later to see the answer, or call us:',
    given: 'The clinic has said yes.',
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
      proposed: 'Not booked yet: waiting for the clinic to confirm',
      pending: 'Not booked yet: waiting for the clinic to confirm',
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
    /** Only where the clinic's system says so. */
    cancelledBy: { clinic: 'The clinic cancelled it.', patient: 'You cancelled it.' },
    lastChange: (day: string) => `Last change: ${day}.`,
    move: 'Move this visit',
    cancel: 'Cancel this visit',
    call: {
      move: 'To move a visit, please call',
      cancel: 'To cancel a visit, please call',
      both: 'To move or cancel a visit, please call',
    },
    /** Where the hospital has a portal. */
    inPortal: {
      move: 'Move it in your portal',
      cancel: 'Cancel it in your portal',
      both: 'Move or cancel it in your portal',
    },
  },

  /** A visit within a line. */
  visit: (when: string, who: string) => `${when} with ${who}`,

  kept: {
    status: 'Kept for you, not booked yet.',
    notice: 'We are still keeping a time for you',
    notBooked: 'It is not booked yet.',
    finish: 'Finish booking',
    letGo: 'Let it go',
    lettingGo: 'Giving it back…',
  },

  change: {
    reading: 'Looking it up at the clinic…',
    notRight: 'If this is not right, call us:',
    why: 'Why? You can leave this empty.',
    unsaid: 'I would rather not say',
    reasons: {
      improved: 'I feel better',
      transportation: 'I have no way to get there',
      weather: 'The weather',
      'needs-tests': 'I have not had the tests that come first',
      refused: 'I do not want this visit any more',
      moved: 'I have moved away',
      'new-provider': 'I see another doctor now',
      terminated: 'My health plan has ended',
      'patient-cancel': 'I cannot come, or another reason',
    },
    yes: 'Yes, cancel this visit',
    /** Where somebody else is signed in. */
    yesFor: (name: string) => `Yes, cancel this visit for ${name}`,
    keep: 'Keep my visit',
    moveInstead: 'Move it to another time instead',
    cancelling: 'Cancelling…',
    slow: 'Still cancelling, please wait. Do not press again.',
    cancelled: 'The clinic’s system shows it as cancelled.',
    unknown:
      'We asked the clinic to cancel it, but its answer did not reach us. Please call us, and we will look it up with you.',
    /** What a visit that has changed is now. */
    nowAt: (when: string) => `At the clinic it is now on ${when}.`,
    nowIs: (status: string) => `The clinic’s system now says: ${status}.`,
    nowCancelled: 'It is cancelled.',
    notOffered: {
      cancel:
        'The clinic’s system does not let us cancel visits here. Your visit stays as it is. Please call us, and we will cancel it for you.',
      move: 'The clinic’s system does not let us move visits here. Your visit stays as it is. Please call us, and we will move it for you.',
    },
  },

  moving: {
    lead: (visit: string) => `Moving your visit of ${visit}.`,
    stays: 'It stays booked until the new one is booked.',
    oneOnly:
      'This clinic lets you have only one visit. We cancel this one only after you have chosen a new time and said yes.',
    gone: (visit: string) =>
      `Your old visit of ${visit} is cancelled. Please choose a new time, or call us.`,
    keep: 'Keep my visit as it is',
    anyone: 'See times with anyone',
    own: (doctor: string) => `See times with ${doctor}`,
    old: 'Old visit',
    oldIsCancelled: 'Old visit, cancelled',
    new: 'New visit',
    confirm: 'Move my visit',
    agree: 'I agree, move my visit',
    /** Where somebody else is signed in. */
    confirmFor: (name: string) => `Move the visit for ${name}`,
    agreeFor: (name: string) => `I agree, move the visit for ${name}`,
    consent: {
      title: 'Before you say yes',
      text: 'This clinic lets you have only one visit. We keep the new time for you. Then we cancel the old visit, and then we book the new one. If something goes wrong, we try to get your old time back.',
    },
    lookAgain: 'Please look at both visits again before you go on.',
    oldCancelled: 'Your old visit is cancelled. Confirm now to book the new time.',
    sent: 'Moving your visit…',
    cancellingOld: 'Your new time is booked. Cancelling the old visit…',
    cancellingFirst: 'Cancelling the old visit. The new time is kept for you…',
    bookingNew: 'Booking the new time…',
    winningBack: 'Getting your old time back…',
  },

  moved: {
    moved: 'The clinic has your new time. Your old visit is cancelled.',
    inPlace: 'The clinic has your new time. It takes the place of your old one.',
    oldGone: (visit: string) => `Cancelled: ${visit}.`,
    both: 'Your new visit is booked. Your old visit is not cancelled, so it still stands.',
    perhapsBoth: 'We do not know yet whether your old visit is cancelled. Perhaps it still stands.',
    cancelOld: 'Cancel the old visit',
    callUs: 'You can also call us, and we will do it for you:',
    requested: {
      new: 'New visit, not booked yet',
      stays:
        'You are not booked for the new time yet. The clinic must say yes first. Your old visit stays booked until then.',
      gone: 'Your old visit is cancelled. You are not booked for the new time yet. The clinic must say yes first.',
      cancelsOld: 'Keep this page open. If the clinic says yes, we cancel your old visit.',
      twoLater: {
        cancel: 'If you see two visits later, cancel the old one or call us.',
        call: 'If you see two visits later, please call us.',
      },
    },
    wonBack:
      'The new time could not be booked. Your old time is booked again, so you still have your visit.',
    nothingLeft:
      'The new time could not be booked either. Please call us, and we will find a time with you.',
    unknown: {
      lead: 'Please do not book again yet. Call us, and we will look it up with you.',
      new: {
        booked: 'The new time is booked.',
        'not-booked': 'The new time is not booked.',
        unknown: 'We do not know yet whether the new time is booked.',
      },
      old: {
        booked: 'Your old visit is still booked.',
        cancelled: 'Your old visit is cancelled.',
        unknown: 'We do not know yet whether you still have your old time.',
      },
    },
    again: 'Choose another time',
  },

  recovering: {
    checking:
      'The last page closed before we could tell you how it went. We are looking it up. Please do not book again yet.',
    of: {
      hold: 'You had chosen a time. We are finding out if it is still kept for you.',
      book: 'You had sent a booking. We are finding out if it is booked.',
      cancel: 'You had asked to cancel a visit. We are finding out if it is cancelled.',
      reschedule: 'You had asked to move a visit. We are finding out if it is moved.',
    },
    looking: 'Looking it up…',
    call: 'If you do not want to wait, call us:',
    unknown:
      'The last page closed before we could tell you how it went. We do not know what came of it. Please do not book again yet.',
    unknownOf: {
      hold: 'You had chosen a time. We do not know whether it is still kept for you. It is not booked.',
      book: 'You had sent a booking. We do not know whether it is booked. Please do not book again yet.',
      cancel: 'You had asked to cancel a visit. We do not know whether it is cancelled.',
      reschedule:
        'You had asked to move a visit. We do not know whether it is moved. Please do not book again yet.',
      look: 'We could not look it up just now. What is booked stays booked.',
    },
    callUs: 'Call us, and we will look it up with you.',
    again: 'Check again',
    nothing: {
      hold: {
        title: 'The time we kept for you is no longer kept',
        text: 'Nothing was booked. You can choose a time below.',
      },
      book: {
        title: 'Your appointment was not booked',
        text: 'The last page closed too early, so we looked it up. Nothing was booked. You can choose a time below.',
      },
      reschedule: {
        title: 'Your visit was not moved',
        text: 'The last page closed too early, so we looked it up. The new time was not booked.',
      },
    },
    stays: (visit: string) => `Your visit of ${visit} stays as it was.`,
    oldGone: (visit: string) => `Your visit of ${visit} is cancelled.`,
  },

  nothing: {
    booked: 'Nothing is booked.',
    changed: 'Nothing was booked or changed.',
    cancelled: 'Your visit is not cancelled. It stays as it is.',
    /** Of a visit that is being moved. */
    moved: 'Your old visit stays as it is.',
    inItsPlace: 'Your old visit is cancelled, and nothing is booked in its place yet.',
  },

  lostAgain: {
    title: 'That time was taken too',
    text: 'We are sorry. Please call us, and we will find a time with you. You can also choose another time below.',
  },

  nearest: {
    take: (visit: string) => `Take ${visit} instead`,
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
    endedBooking: {
      title: 'Your session has ended',
      text: 'Please start again from your portal. We will then show you what is booked.',
    },
    endedCancelling: {
      title: 'Your session has ended',
      text: 'Please start again from your portal. We will then show you what was cancelled.',
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
      text: 'Please choose another time.',
    },
    holdUnknown: {
      title: 'We cannot tell if this time is kept',
      text: 'The clinic’s answer got lost. Please try again, or choose another time.',
    },
    holdExpired: {
      title: 'We could no longer keep that time',
      text: 'Please choose another time.',
    },
    declined: {
      title: 'The clinic could not take that time',
      text: 'Please choose another time.',
    },
    withdrawn: {
      title: 'Your request was cancelled',
      text: 'If you still want a visit, please choose a time.',
    },
    notBooked: {
      title: 'This is not booked',
      text: 'The answer got lost, so we looked at your appointments. This time is not among them. You can try again.',
    },
    requested: {
      title: 'Sent, waiting for the clinic',
      text: 'It is not booked yet. The clinic must say yes first.',
    },
    bookingUnknown: {
      title: 'We do not know yet whether this is booked',
      text: 'Please do not book again yet. Call us, and we will look it up with you.',
    },
    cancelRefused: {
      title: 'The clinic did not cancel this visit',
      text: 'Please call us, and we will help.',
    },
    visitChanged: {
      title: 'Your visit has changed at the clinic',
      text: 'It is no longer as we showed it to you. Please look at it again.',
    },
    notCancelled: {
      title: 'This visit is not cancelled',
      text: 'The answer got lost, so we looked at your visit. You can try again.',
    },
    cancelUnknown: {
      title: 'We do not know yet whether this is cancelled',
      text: 'Please call us, and we will look it up with you.',
    },
    notExtended: {
      title: 'We could not get more time',
      text: 'We keep this time only as long as it says here. You can confirm now.',
    },
    notLaunched: {
      title: 'Please open this page from your portal',
      text: 'When you open or load this page by itself, we cannot see who you are.',
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
    loadedAgain: {
      title: 'Please open this page from your portal again',
      text: 'You loaded this page again. To keep you safe, only your portal can open it. Open scheduling there to see your visit again. What you booked stays booked.',
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

/** What a language has to offer on the first screen. */
export type Messages = typeof first;
/** And on all others. */
export type LaterMessages = typeof later;
