import type { LaunchMessages } from '../launch/explanation.ts';
import type { LaterMessages, Messages } from './en.ts';
import { pluralsOf } from './plural.ts';

/**
 * Arabic, from right to left. One word for each thing throughout: "وقت" is a time that can be had, "موعد" a visit.
 * Verbal nouns in place of imperatives: so the words do not say whether a man or a woman reads them.
 */
const language = 'ar';

/** Keeps what is written from left to right together within a line from right to left. */
const isolate = (text: string) => `\u2068${text}\u2069`;

const plural = pluralsOf(language);

/** As the subject of a sentence, or alone. */
const minutes = (count: number) =>
  plural(count, {
    zero: '0 دقيقة',
    one: 'دقيقة واحدة',
    two: 'دقيقتان',
    few: `${String(count)} دقائق`,
    many: `${String(count)} دقيقة`,
    other: `${String(count)} دقيقة`,
  });
/** After a preposition. */
const ofMinutes = (count: number) => (count === 2 ? 'دقيقتين' : minutes(count));

const times = (count: number) =>
  plural(count, {
    zero: 'لا أوقات',
    one: 'وقت واحد',
    two: 'وقتان',
    few: `${String(count)} أوقات`,
    many: `${String(count)} وقتًا`,
    other: `${String(count)} وقت`,
  });
/** After a preposition. */
const ofTimes = (count: number) =>
  plural(count, {
    zero: 'أي وقت',
    one: 'وقت واحد',
    two: 'وقتين',
    few: `${String(count)} أوقات`,
    many: `${String(count)} وقتًا`,
    other: `${String(count)} وقت`,
  });
/** After a preposition. */
const ofDays = (count: number) =>
  plural(count, {
    zero: 'أي يوم',
    one: 'يوم واحد',
    two: 'يومين',
    few: `${String(count)} أيام`,
    many: `${String(count)} يومًا`,
    other: `${String(count)} يوم`,
  });

const appointments = 'مواعيدي';
const notShown = 'تعذّر علينا عرض الصفحة التالية';
const keepLonger = 'الاحتفاظ به مدة أطول';
const waitingForClinic = 'تم إرسال طلبك، وهو بانتظار رد العيادة';
const lookUpTogether = 'يُرجى الاتصال بنا، وسنتحقق من الأمر معك.';
const callForHelp = 'يُرجى الاتصال بنا، وسنساعدك.';
const startAgain = 'يُرجى البدء من جديد من بوابة المريض.';

/** Why the launch page could not go on. */
export const launch: LaunchMessages = {
  failures: {
    'not-launched': {
      title: 'يُرجى فتح حجز المواعيد من بوابة المريض',
      text: 'لا تعمل هذه الصفحة إلا عند فتحها من بوابة المريض. يُرجى العودة إلى البوابة وفتح حجز المواعيد منها.',
    },
    'unknown-issuer': {
      title: 'هذه البوابة غير معدّة لحجز المواعيد هنا',
      text: 'لا نعرف البوابة التي فتحت هذه الصفحة، لذلك توقفنا. يُرجى فتح حجز المواعيد من بوابة المريض الخاصة بك.',
    },
    'insecure-page': {
      title: 'هذه الصفحة غير آمنة',
      text: `لا يبدأ عنوان هذه الصفحة بـ «${isolate('https')}». قد يرى آخرون ما يُكتب هنا، لذلك توقفنا.`,
    },
    'storage-blocked': {
      title: 'متصفحك يمنع هذه الصفحة',
      text: 'لتسجيل دخولك، تحتاج هذه الصفحة إلى حفظ بعض البيانات لبضع دقائق. يُرجى السماح بملفات تعريف الارتباط وبيانات المواقع في المتصفح. ثم يُرجى فتح حجز المواعيد من البوابة مرة أخرى.',
    },
    'discovery-failed': {
      unreachable: {
        title: 'لا يمكننا الوصول إلى نظام العيادة',
        text: 'يُرجى التحقق من الاتصال بالإنترنت، ثم المحاولة مرة أخرى.',
      },
      timeout: {
        title: 'نظام العيادة بطيء في الرد',
        text: 'انتظرنا، ولم يصلنا رد. يُرجى المحاولة مرة أخرى بعد دقيقة.',
      },
      'not-found': {
        title: 'حجز المواعيد غير جاهز الآن',
        text: 'ردّ نظام العيادة، لكنه لم يخبرنا بكيفية تسجيل دخولك. يُرجى المحاولة مرة أخرى لاحقًا.',
      },
      'not-json': {
        title: 'حجز المواعيد لا يعمل الآن',
        text: 'أرسل نظام العيادة شيئًا لا يمكننا قراءته. يُرجى المحاولة مرة أخرى لاحقًا.',
      },
      'too-large': {
        title: 'حجز المواعيد لا يعمل الآن',
        text: 'أرسل نظام العيادة أكثر بكثير مما طلبناه. يُرجى المحاولة مرة أخرى لاحقًا.',
      },
    },
    'discovery-unsafe': {
      'no-endpoint': {
        title: 'لا يمكننا تسجيل دخولك',
        text: 'لا يوجد في نظام العيادة مكان لتسجيل الدخول. على العيادة إصلاح ذلك.',
      },
      'no-pkce': {
        title: 'توقفنا حفاظًا على سلامتك',
        text: 'لا توجد في نظام العيادة طريقة آمنة لتسجيل دخولك. على العيادة إصلاح ذلك.',
      },
      'foreign-endpoint': {
        title: 'توقفنا حفاظًا على سلامتك',
        text: 'أراد نظام العيادة نقلك إلى مكان لا نعرفه. على العيادة إصلاح ذلك.',
      },
    },
  },
  nothingBooked: 'لم يتم حجز أي موعد، ولم يتغيّر أي من مواعيدك.',
  tryAgain: 'المحاولة مرة أخرى',
  openPortal: 'الانتقال إلى بوابة المريض (في علامة تبويب جديدة)',
  call: (hospital) => `يمكنك أيضًا الاتصال برقم ${isolate(hospital)}:`,
  forStaff: 'عند الاتصال، يمكنك قراءة ما يلي:',
  brokenSettings: {
    title: 'لم يتم إعداد حجز المواعيد بعد',
    text: 'يُرجى الاتصال بالعيادة لحجز موعد. هل هي حالة طارئة؟ يُرجى الاتصال فورًا برقم الطوارئ المحلي.',
  },
  mistakes: 'للقائمين على إعداد هذه الصفحة',
};

/** What patients read on the way to the first screen and on it. */
export const first: Messages = {
  language,

  marks: { comma: '، ', colon: ': ', stop: '. ' },

  titles: {
    opening: 'جارٍ فتح مواعيدك',
    home: 'حجز موعد',
    appointments,
  },

  banner: {
    label: 'المريض',
    patient: (name) => `باسم ${isolate(name)}`,
    /** Where somebody else is signed in. */
    onBehalf: (name) => `الحجز هنا باسم ${isolate(name)}`,
    loading: 'جارٍ البحث عن اسمك',
    nameless: 'لا يوجد اسم في السجل',
    unread: 'تعذّرت قراءة اسمك',
    born: (date) => `تاريخ الميلاد: ${date}`,
  },

  /** Names the list of languages; each has its own name there. */
  languages: 'اللغة',

  help: {
    label: 'المساعدة',
    phone: (hospital) => `هل لديك سؤال؟ يمكنك الاتصال برقم ${isolate(hospital)}:`,
    call: (number) => `الاتصال بالرقم ${isolate(number)}`,
  },

  opening: 'جارٍ فتح مواعيدك…',

  time: {
    /** One line, as it is read aloud. `zone` is a name such as "التوقيت الشرقي". */
    when: (day, hour, zone) => `${day}، الساعة ${hour} حسب ${isolate(zone)}`,
    hourAndZone: (hour: string, zone: string) => `${hour} حسب ${zone}`,
    dayAndHour: (day, hour) => `${day}، الساعة ${hour}`,
    whenUnconfirmed: (day) => `${day}. تعذّر التحقق من التوقيت المحلي للعيادة. يُرجى الاتصال.`,
    about: (day) => `حوالي يوم ${day}`,
    unconfirmed: 'تعذّر التحقق من التوقيت المحلي للعيادة. يُرجى الاتصال.',
    elsewhere: (hour) => `يوافق ذلك في مكان وجودك الآن: ${hour}.`,
    minutes,
    /** Within a line. */
    how: { 'in-person': 'حضوريًا', video: 'عبر الفيديو', phone: 'عبر الهاتف' },
    someone: 'أحد مقدّمي الرعاية',
    /** `visits` is the patient's own at that time: hours, each with who it is with. */
    clash: (visits) => `لديك موعد آخر في ذلك الوقت: ${visits}`,
    clashBrief: 'لديك موعد آخر في ذلك الوقت',
    visit: (hour, who) => `${hour} مع ${isolate(who)}`,
    reading: 'جارٍ البحث عن التوقيت المحلي للعيادة',
    and: (names) => names.map(isolate).join(' و'),
  },

  home: {
    onRecord: (doctor) => `الحجز مع ${isolate(doctor)}، طبيب الرعاية الأولية الخاص بك`,
    seenMost: (doctor, visits) =>
      `الحجز مع ${isolate(doctor)}، الاسم الأكثر تكرارًا في مواعيدك السابقة (${plural(visits, {
        zero: 'لا مواعيد',
        one: 'موعد واحد',
        two: 'موعدان',
        few: `${String(visits)} مواعيد`,
        many: `${String(visits)} موعدًا`,
        other: `${String(visits)} موعد`,
      })})`,
    ownDoctor: 'الحجز مع طبيبك',
    yourDoctor: 'طبيبك',
    nextTime: 'أقرب وقت',
    bookThis: 'حجز هذا الوقت',
    /** Where somebody else is signed in. */
    bookThisFor: (name) => `حجز هذا الوقت باسم ${isolate(name)}`,
    book: 'حجز',
    otherTimes: 'أو اختيار وقت من هذه الأوقات',
    otherTimesShown: 'أوقات متاحة أخرى',
    moreOwn: (doctor) => `عرض أوقات أخرى مع ${isolate(doctor)}`,
    moreAnyone: 'عرض أوقات أخرى مع أي مقدّم رعاية',
    anyone: 'أقرب الأوقات مع أي مقدّم رعاية',
    looking: 'جارٍ البحث عن أوقات متاحة…',
    keeping: 'جارٍ الاحتفاظ بهذا الوقت لك…',
    keepingShort: 'جارٍ الاحتفاظ به…',
    toBook: 'للحجز، يُرجى الاتصال بالرقم',
    elsewhere: 'حجز هذه الأوقات يكون في صفحة أخرى أو عبر الهاتف.',
    nobody: 'لا نعرف من هو طبيبك',
    found: (when) => `أقرب وقت متاح: ${when}.`,
    foundNone: 'لم نعثر على أوقات متاحة.',
  },

  unloaded: {
    title: notShown,
    text: 'قد يكون الاتصال بالإنترنت مقطوعًا. يُرجى الاتصال بنا، وسنتحقق لك مما تم حجزه.',
  },
};

/** What patients read after the first screen, or in place of its times. */
export const later: LaterMessages = {
  language,

  semicolon: '؛ ',
  quoted: (text: string) => `«${isolate(text)}»`,

  titles: {
    'not-opened': 'تعذّر علينا فتح مواعيدك',
    closed: 'حجز المواعيد مغلق',
    'more-times': 'اختيار وقت',
    moreTimesMoving: 'اختيار وقت جديد',
    find: 'العثور على وقت',
    appointments: appointments,
    check: 'مراجعة موعدك',
    checkMoving: 'مراجعة وقتك الجديد',
    booked: 'تم حجز موعدك',
    requested: waitingForClinic,
    unknown: 'لا نعرف بعد هل تم حجز هذا الموعد',
    change: {
      'not-loaded': notShown,
      reading: 'جارٍ الاطلاع على موعدك',
      'not-read': 'تعذّر علينا الاطلاع على موعدك',
      changed: 'طرأ تعديل على هذا الموعد',
      'not-offered': 'لا يمكن القيام بذلك عبر الإنترنت',
      asking: 'هل نلغي هذا الموعد؟',
      cancelled: 'تم إلغاء موعدك',
      unknown: 'لا نعرف بعد هل تم إلغاء هذا الموعد',
    },
    moved: {
      moved: 'تم تغيير موعدك',
      both: 'لديك موعدان الآن',
      perhapsBoth: 'تم حجز موعدك الجديد',
      requested: waitingForClinic,
      'won-back': 'لم يتم تغيير موعدك',
      'nothing-left': 'تم إلغاء موعدك القديم، ولم يتم حجز موعد جديد',
      unknown: 'لا نعرف بعد هل تم تغيير موعدك',
    },
    recovering: {
      checking: 'جارٍ التحقق مما حدث',
      unknown: 'لم نتمكن من معرفة ما حدث',
    },
  },

  help: {
    portal: 'العودة إلى بوابة المريض',
    newTab: '(في علامة تبويب جديدة)',
    noPortal: 'يُرجى إغلاق هذه الصفحة وفتحها مرة أخرى من بوابة المريض.',
    clinicSays: 'رسالة من نظام العيادة:',
    moreInformation: 'قراءة المزيد من العيادة',
    tryAgain: 'المحاولة مرة أخرى',
    home: 'العودة إلى الحجز',
    appointments: 'العودة إلى مواعيدي',
  },

  time: {
    parts: { morning: 'الصباح', afternoon: 'بعد الظهر', evening: 'المساء' },
    inPart: { morning: 'في الصباح', afternoon: 'بعد الظهر', evening: 'في المساء' },
    venue: { 'in-person': 'حضوريًا', video: 'عبر الفيديو', phone: 'عبر الهاتف' },
  },

  noTimes: {
    nobody:
      'لا يذكر سجلك طبيب رعاية أولية. يمكنك حجز موعد مع أي مقدّم رعاية لديه وقت. أو يُرجى الاتصال بنا، وسنساعدك على الاختيار.',
    own: (doctor) => `لا توجد أوقات متاحة مع ${isolate(doctor)}`,
    anyone: 'لا توجد أوقات متاحة الآن',
    lookedUpTo: (until) =>
      `بحثنا حتى يوم ${until}. قد تتاح أوقات جديدة كل يوم. يمكنك أيضًا الاتصال بنا.`,
    seeAnyone: 'عرض الأوقات مع أي مقدّم رعاية',
    /** Of a list that was asked for. */
    upTo: (until) => `بحثنا حتى يوم ${until}.`,
    /** Where it was searched for. */
    search: 'لم نعثر على أوقات مناسبة',
    others: 'طرق أخرى للحصول على وقت',
    lookingForOthers: 'جارٍ البحث عن طرق أخرى…',
    noOthers: 'لم نعثر على طريقة أخرى عبر الإنترنت. يُرجى الاتصال بنا، وسنبحث معك عن وقت.',
    way: {
      clinicians: (next) => `مع مقدّم رعاية آخر: ${next}`,
      places: (next) => `في مكان آخر: ${next}`,
      video: (next) => `عبر الفيديو: ${next}`,
      phone: (next) => `عبر الهاتف: ${next}`,
    },
    next: (when) => `أقرب وقت ${when}`,
    later: 'البحث في تواريخ لاحقة',
    orCall: 'أو يُرجى الاتصال بنا:',
  },

  moreTimes: {
    anyone: 'الأوقات مع أي مقدّم رعاية',
    practitioner: (doctor) => `الأوقات مع ${isolate(doctor)}`,
    search: 'الأوقات التي تناسب بحثك',
    changeSearch: 'تعديل البحث',
    lead: (count) =>
      plural(count, {
        zero: 'لا توجد أيام فيها أوقات متاحة.',
        one: 'هذا هو أقرب يوم فيه أوقات متاحة.',
        two: 'هذان هما أقرب يومين فيهما أوقات متاحة.',
        few: `هذه هي أقرب ${String(count)} أيام فيها أوقات متاحة.`,
        many: `هذه هي أقرب ${String(count)} يومًا فيها أوقات متاحة.`,
        other: `هذه هي أقرب ${String(count)} يوم فيها أوقات متاحة.`,
      }),
    found: (count, on) =>
      count === 0 ? 'لم نعثر على أي وقت.' : `عثرنا على ${ofTimes(count)} في ${ofDays(on)}.`,
    incomplete:
      'لم نتمكن من الحصول على جميع الأوقات. قد تكون هناك أوقات أخرى. يمكنك الاتصال بنا للسؤال عنها.',
    /** `others` are ways in which times were not as asked for. */
    ignored: (others) => `أرسل نظام العيادة أيضًا أوقاتًا ${others.join(' و')}. لم نعرضها هنا.`,
    other: {
      practitioners: 'مع مقدّمي رعاية آخرين',
      locations: 'في أماكن أخرى',
      specialties: 'لأنواع أخرى من الرعاية',
      visitTypes: 'لأنواع أخرى من المواعيد',
    },
    lookingForMore: 'جارٍ البحث عن أيام أخرى…',
    later: 'عرض تواريخ لاحقة',
    more: (on, count) =>
      `${plural(on, {
        zero: 'لا أيام أخرى',
        one: 'يوم واحد آخر',
        two: 'يومان آخران',
        few: `${String(on)} أيام أخرى`,
        many: `${String(on)} يومًا آخر`,
        other: `${String(on)} يوم آخر`,
      })}. ${times(count)}.`,
    nothingUpTo: (until) => `بحثنا حتى يوم ${until}، ولم نعثر على أوقات أخرى.`,
    noLater: (until) => `بحثنا حتى يوم ${until}. لا توجد تواريخ لاحقة.`,
    noneUpTo: (until) => `بحثنا حتى يوم ${until}. لا توجد أوقات متاحة.`,
    allUpTo: (until) => `هذه هي جميع الأوقات حتى يوم ${until}.`,
    showAll: {
      morning: (count) => `عرض جميع أوقات الصباح (${String(count)})`,
      afternoon: (count) => `عرض جميع أوقات بعد الظهر (${String(count)})`,
      evening: (count) => `عرض جميع أوقات المساء (${String(count)})`,
    },
    allShown: {
      morning: (count) => `جميع أوقات الصباح معروضة الآن (${String(count)}).`,
      afternoon: (count) => `جميع أوقات بعد الظهر معروضة الآن (${String(count)}).`,
      evening: (count) => `جميع أوقات المساء معروضة الآن (${String(count)}).`,
    },
    filters: {
      practitioner: 'مقدّم الرعاية',
      anyone: 'أي مقدّم رعاية',
      partOfDay: 'الفترة من اليوم',
      anyTime: 'أي فترة',
      parts: {
        morning: 'الصباح (قبل الساعة 12 ظهرًا)',
        afternoon: 'بعد الظهر (من 12 ظهرًا إلى 5 مساءً)',
        evening: 'المساء (من 5 مساءً فما بعد)',
      },
      venue: 'طريقة الموعد',
      anyHow: 'أي طريقة',
    },
    noneFit: 'لا يناسب أي من هذه الأوقات ما اخترته أعلاه.',
    showEvery: 'عرض جميع الأوقات',
    passed: (hours) =>
      `${plural(hours.length, {
        zero: 'لم يمضِ أي وقت',
        one: 'مضى هذا الوقت وأزلناه من القائمة',
        two: 'مضى هذان الوقتان وأزلناهما من القائمة',
        other: 'مضت هذه الأوقات وأزلناها من القائمة',
      })}: ${hours.join('، ')}.`,
    choicePassed: (when) => `مضى الوقت الذي اخترته: ${when}. يُرجى اختيار وقت آخر.`,
    with: (who) => `مع ${isolate(who)}`,
    zone: (zone) => `الأوقات حسب ${isolate(zone)}.`,
    summary: (day, count) => `${day}: ${times(count)}`,
    chosen: 'الوقت الذي اخترته:',
    notChosen: 'لم يتم اختيار أي وقت بعد.',
    choose: 'يُرجى اختيار وقت أولًا.',
    continue: 'متابعة',
    back: 'رجوع',
  },

  /** What a patient looks for, within a line. */
  wish: {
    or: (names) => names.map(isolate).join(' أو '),
    with: (names) => `مع ${names}`,
    at: (places) => `في ${places}`,
    near: (places) => `بالقرب من ${places}`,
    weekdays: [
      'أيام الأحد',
      'أيام الاثنين',
      'أيام الثلاثاء',
      'أيام الأربعاء',
      'أيام الخميس',
      'أيام الجمعة',
      'أيام السبت',
    ],
    parts: { morning: 'صباحًا', afternoon: 'بعد الظهر', evening: 'مساءً' },
    from: (day) => `من يوم ${day}`,
    to: (day) => `حتى يوم ${day}`,
    fromTo: (from, to) => `من يوم ${from} حتى يوم ${to}`,
  },

  find: {
    menu: 'ما يمكنك حجزه عبر الإنترنت',
    looking: 'جارٍ البحث عما يمكنك حجزه…',
    found: (count) =>
      plural(count, {
        zero: 'لا يمكن حجز أي نوع من المواعيد عبر الإنترنت.',
        one: 'يمكن حجز نوع واحد من المواعيد عبر الإنترنت.',
        two: 'يمكن حجز نوعين من المواعيد عبر الإنترنت.',
        few: `يمكن حجز ${String(count)} أنواع من المواعيد عبر الإنترنت.`,
        many: `يمكن حجز ${String(count)} نوعًا من المواعيد عبر الإنترنت.`,
        other: `يمكن حجز ${String(count)} نوع من المواعيد عبر الإنترنت.`,
      }),
    next: (when) => `أقرب وقت: ${when}`,
    lookingForNext: 'جارٍ البحث عن أقرب وقت…',
    notChecked: 'تعذّر علينا التحقق من وجود أوقات متاحة.',
    seeTimes: 'عرض الأوقات',
    call: 'يُرجى الاتصال بخصوص ما يلي',
    callAbout: 'لا توجد الآن أوقات متاحة عبر الإنترنت.',
    walkIn: 'لا حاجة إلى موعد',
    walkInAbout: 'يمكنك الحضور مباشرة.',
    search: 'البحث عن وقت',
    /** From the top of the page down to the search. */
    toSearch: 'الانتقال إلى البحث',
    searchAbout: 'يكفي تحديد ما يهمك فقط. للاختيار، يُرجى فتح أحد السطور.',
    /** A line of the form, closed. */
    line: (name, chosen) => `${name}: ${chosen}`,
    kinds: {
      visitTypes: { name: 'نوع الموعد', any: 'أي نوع' },
      practitioners: { name: 'مقدّم الرعاية', any: 'أي مقدّم رعاية' },
      locations: { name: 'المكان', any: 'أي مكان' },
      specialties: { name: 'التخصص', any: 'أي تخصص' },
      period: { name: 'التاريخ والوقت', any: 'أي وقت' },
      venues: { name: 'طريقة الموعد', any: 'أي طريقة' },
    },
    several: 'يمكنك اختيار أكثر من واحد. الأولوية لما تم اختياره أولًا.',
    choice: (nth) => `الاختيار رقم ${String(nth)}`,
    filter: 'البحث في هذه القائمة',
    filtered: (shown, all) => `المعروض: ${String(shown)} من ${String(all)}.`,
    places: 'المدينة أو الرمز البريدي',
    placesHint: 'لأكثر من مكان، يُرجى وضع فاصلة (,) بين الأماكن.',
    from: 'من هذا اليوم',
    to: 'حتى هذا اليوم',
    weekdays: 'أيام الأسبوع',
    weekdayNames: ['الأحد', 'الاثنين', 'الثلاثاء', 'الأربعاء', 'الخميس', 'الجمعة', 'السبت'],
    partsOfDay: 'الفترة من اليوم',
    wrong: {
      unread: 'يُرجى إدخال التاريخ كاملًا: الشهر واليوم والسنة.',
      past: 'لقد مضى هذا اليوم. يُرجى اختيار يوم لاحق.',
      order: 'هذا اليوم يسبق اليوم الأول. يُرجى اختيار يوم لاحق.',
    },
    show: 'عرض الأوقات',
    startOver: 'البدء من جديد',
    cleared: 'تم مسح جميع اختياراتك.',
  },

  /** On the first screen. */
  ways: {
    title: 'طرق أخرى للعثور على وقت',
    search: 'البحث حسب المكان أو التخصص أو نوع الموعد',
    seen: (doctor) => `الأوقات مع ${isolate(doctor)}`,
    again: (kind) => `${isolate(kind)} مرة أخرى`,
    againWith: (kind, doctor) => `${isolate(kind)} مرة أخرى، مع ${isolate(doctor)}`,
  },

  /** Times that are booked on another page, or by phone. */
  elsewhere: {
    book: (site) => `الحجز في ${isolate(site)}`,
    opens: 'تُفتح صفحة أخرى',
    orCall: 'أو يُرجى الاتصال بالرقم',
  },

  check: {
    who: 'لمن الموعد',
    with: 'مع',
    when: 'التاريخ والوقت',
    where: 'المكان',
    how: 'طريقة الموعد',
    long: 'المدة',
    kind: 'نوع الموعد',
    contact: 'الهاتف والبريد الإلكتروني في سجلك',
    noContact: 'لا شيء في السجل',
    plan: 'التأمين الصحي في سجلك',
    planLoading: 'جارٍ البحث عن تأمينك',
    planFailed: 'تعذّرت علينا قراءة بيانات تأمينك. يُرجى إحضار بطاقة التأمين.',
    planNone: 'لا شيء في السجل. يُرجى إحضار بطاقة التأمين.',
    planUnnamed: 'تأمين بلا اسم',
    planActiveTo: (date) => `سارٍ حتى ${date}.`,
    planActive: 'سارٍ.',
    planEnded: (date) =>
      `انتهى تأمينك المسجّل لدينا في ${date}. يُرجى الاتصال بنا أو إحضار البطاقة الجديدة.`,
    planNotActive: 'تأمينك المسجّل لدينا غير سارٍ. يُرجى الاتصال بنا أو إحضار البطاقة الجديدة.',
    planStarts: (date) => `يبدأ في ${date}.`,
    stillPossible: 'ما زال بإمكانك اختيار هذا الوقت.',
    visitsUnread: 'تعذّر علينا التحقق من وجود موعد آخر لك في ذلك الوقت.',
    reason: 'ما سبب الموعد؟',
    reasonHint: 'يمكنك ترك هذه الخانة فارغة.',
    left: (count) =>
      plural(count, {
        zero: 'لا مكان لأحرف أخرى.',
        one: 'يمكن كتابة حرف واحد آخر.',
        two: 'يمكن كتابة حرفين آخرين.',
        few: `يمكن كتابة ${String(count)} أحرف أخرى.`,
        many: `يمكن كتابة ${String(count)} حرفًا آخر.`,
        other: `يمكن كتابة ${String(count)} حرف آخر.`,
      }),
    keptUntil: (hour, left) => `نحتفظ لك بهذا الوقت حتى الساعة ${hour} (نحو ${ofMinutes(left)}).`,
    kept: 'نحتفظ لك بهذا الوقت.',
    notKept: 'لا نحتفظ لك بهذا الوقت، ولا يصبح لك إلا بعد التأكيد.',
    minutesLeft: (left) =>
      `نحتفظ لك بهذا الوقت لمدة ${plural(left, {
        zero: '0 دقيقة أخرى',
        one: 'دقيقة واحدة أخرى',
        two: 'دقيقتين أخريين',
        few: `${String(left)} دقائق أخرى`,
        many: `${String(left)} دقيقة أخرى`,
        other: `${String(left)} دقيقة أخرى`,
      })}.`,
    keepLonger,
    keepingLonger: 'جارٍ طلب مدة أطول…',
    keptLonger: 'تم. لديك الآن مدة أطول.',
    endsSoon: (left) =>
      `بقيت ${minutes(left)} فقط. يُرجى التأكيد الآن، أو الضغط على «${keepLonger}» عند الحاجة إلى مدة أطول.`,
    signInEndsSoon: 'تنتهي مدة دخولك بعد أقل من دقيقتين. يُرجى التأكيد الآن.',
    confirm: 'تأكيد الموعد',
    /** Where somebody else is signed in. */
    confirmFor: (name) => `تأكيد موعد ${isolate(name)}`,
    prepare: 'كيفية الاستعداد',
    booking: 'جارٍ الحجز…',
    slow: 'ما زال التأكيد جاريًا. يُرجى الانتظار وعدم الضغط مرة أخرى.',
    readingBack: 'جارٍ التحقق لدى العيادة…',
    another: 'اختيار وقت آخر',
    expired: 'لم يعد بإمكاننا الاحتفاظ بهذا الوقت',
    expiredText: 'ما كتبته ما زال هنا. يمكنك طلب هذا الوقت مرة أخرى.',
    again: 'طلب هذا الوقت مرة أخرى',
    asking: 'جارٍ طلب هذا الوقت…',
  },

  booked: {
    status: 'موعدك مسجّل لدى العيادة.',
    next: 'ماذا بعد ذلك؟',
    nextText:
      'هذا الوقت لك. ليس عليك فعل أي شيء آخر الآن. يُرجى إحضار بطاقة التأمين الصحي وقائمة بأدويتك.',
    call: 'إذا تعذّر عليك الحضور، يُرجى الاتصال بنا في أقرب وقت ممكن.',
    /** What can be done about it here. */
    tell: {
      both: 'إذا تعذّر عليك الحضور، يُرجى إبلاغنا في أقرب وقت ممكن. يمكنك إلغاء الموعد أو تغييره هنا، أو الاتصال بنا.',
      cancel:
        'إذا تعذّر عليك الحضور، يُرجى إبلاغنا في أقرب وقت ممكن. يمكنك إلغاء الموعد هنا، أو الاتصال بنا.',
      move: 'إذا تعذّر عليك الحضور، يُرجى إبلاغنا في أقرب وقت ممكن. يمكنك تغيير الموعد هنا. ولإلغائه، يُرجى الاتصال بنا.',
    },
    print: 'طباعة هذه الصفحة',
    directions: 'عرض الاتجاهات',
    mine: 'عرض مواعيدي',
    another: 'حجز موعد آخر',
    finish: 'إنهاء',
  },

  calendar: {
    add: 'إضافة الموعد إلى تقويمي',
    /** The visit is off. */
    update: 'تحديث تقويمي',
    making: 'جارٍ إعداد الملف…',
    done: 'يُرجى فتح الملف الذي تم حفظه، فهو يضيف الموعد إلى تقويمك.',
    updated: 'يُرجى فتح الملف الذي تم حفظه، فهو يزيل الموعد من تقويمك.',
    failed: 'لم نتمكن من إنشاء الملف. يُرجى المحاولة مرة أخرى.',
    /** What other people may see who look at the calendar. */
    title: 'موعد',
    note: (phone) =>
      `للتغيير أو الإلغاء، يُرجى الدخول إلى بوابة المريض أو الاتصال بالرقم ${isolate(phone)}.`,
    file: 'appointment.ics',
  },

  requested: {
    text: 'لم يتم حجز موعدك بعد. طلبك لدى العيادة، ويجب أن توافق عليه أولًا.',
    askedFor:
      'تعرض هذه الصفحة الرد فور وصوله. لا حاجة إلى إرسال الطلب مرة أخرى. يمكنك أيضًا إغلاق هذه الصفحة. ستتواصل العيادة معك.',
    silent: 'لم ترد العيادة بعد. وستتواصل معك.',
    later: `لا حاجة إلى إرسال الطلب مرة أخرى. لمعرفة الرد، يُرجى فتح «${appointments}» لاحقًا أو الاتصال بنا:`,
    given: 'وافقت العيادة.',
  },

  unknown: {
    text: `أرسلنا طلبك، لكن رد العيادة لم يصلنا. يُرجى عدم الحجز مرة أخرى الآن. ${lookUpTogether}`,
  },

  appointments: {
    coming: 'المواعيد القادمة',
    past: 'المواعيد السابقة',
    loading: 'جارٍ البحث عن مواعيدك…',
    noneComing: 'ليس لديك مواعيد قادمة.',
    nonePast: 'ليس لديك مواعيد سابقة.',
    missing: 'قد تكون بعض المواعيد غير ظاهرة. للتأكد، يُرجى الاتصال بنا.',
    found: (coming, past) =>
      `المواعيد القادمة: ${String(coming)}، المواعيد السابقة: ${String(past)}.`,
    status: {
      proposed: 'لم يتم حجزه بعد: بانتظار تأكيد العيادة',
      pending: 'لم يتم حجزه بعد: بانتظار تأكيد العيادة',
      booked: 'محجوز',
      arrived: 'تم تسجيل وصولك',
      'checked-in': 'تم تسجيل حضورك',
      fulfilled: 'انتهى الموعد',
      cancelled: 'ملغى',
      noshow: 'لم يتم الحضور',
      waitlist: 'على قائمة الانتظار',
      'entered-in-error': 'أُدخل عن طريق الخطأ',
      unknown: 'يُرجى الاتصال بنا للسؤال عن هذا الموعد',
    },
    /** Of a day that has gone by. */
    wasBooked: 'كان محجوزًا',
    wasNotBooked: 'لم يكن محجوزًا',
    /** Only where the clinic's system says so. */
    cancelledBy: { clinic: 'ألغته العيادة.', patient: 'تم الإلغاء بطلب منك.' },
    lastChange: (day) => `آخر تعديل: ${day}.`,
    move: 'تغيير هذا الموعد',
    cancel: 'إلغاء هذا الموعد',
    call: {
      move: 'لتغيير موعد، يُرجى الاتصال بالرقم',
      cancel: 'لإلغاء موعد، يُرجى الاتصال بالرقم',
      both: 'لتغيير موعد أو إلغائه، يُرجى الاتصال بالرقم',
    },
    /** Where the hospital has a portal. */
    inPortal: {
      move: 'تغيير الموعد في بوابة المريض',
      cancel: 'إلغاء الموعد في بوابة المريض',
      both: 'تغيير الموعد أو إلغاؤه في بوابة المريض',
    },
  },

  /** A visit within a line. */
  visit: (when, who) => `${when}، مع ${isolate(who)}`,

  kept: {
    status: 'نحتفظ لك بهذا الوقت، ولم يتم حجزه بعد.',
    notice: 'ما زلنا نحتفظ لك بوقت',
    notBooked: 'لم يتم حجزه بعد.',
    finish: 'إتمام الحجز',
    letGo: 'التخلي عن هذا الوقت',
    lettingGo: 'جارٍ التخلي عنه…',
  },

  change: {
    reading: 'جارٍ البحث عنه لدى العيادة…',
    notRight: 'إذا لم يكن هذا صحيحًا، يُرجى الاتصال بنا:',
    why: 'ما السبب؟ يمكنك ترك هذه الخانة فارغة.',
    unsaid: 'أفضّل عدم ذكر السبب',
    reasons: {
      improved: 'أشعر بتحسّن',
      transportation: 'ليس لدي وسيلة للوصول',
      weather: 'حالة الطقس',
      'needs-tests': 'لم أُجرِ الفحوص المطلوبة قبل الموعد',
      refused: 'لم أعد أرغب في هذا الموعد',
      moved: 'انتقلت للسكن في مكان آخر',
      'new-provider': 'أراجع طبيبًا آخر الآن',
      terminated: 'انتهى تأميني الصحي',
      'patient-cancel': 'لا يمكنني الحضور، أو سبب آخر',
    },
    yes: 'نعم، إلغاء هذا الموعد',
    /** Where somebody else is signed in. */
    yesFor: (name) => `نعم، إلغاء موعد ${isolate(name)}`,
    keep: 'الإبقاء على موعدي',
    moveInstead: 'تغيير الموعد إلى وقت آخر بدلًا من إلغائه',
    cancelling: 'جارٍ الإلغاء…',
    slow: 'ما زال الإلغاء جاريًا. يُرجى الانتظار وعدم الضغط مرة أخرى.',
    cancelled: 'يظهر الموعد ملغى في نظام العيادة.',
    unknown: `طلبنا من العيادة إلغاء الموعد، لكن ردها لم يصلنا. ${lookUpTogether}`,
    /** What a visit that has changed is now. */
    nowAt: (when) => `الموعد المسجّل الآن لدى العيادة: ${when}.`,
    nowIs: (status) => `حالة الموعد الآن في نظام العيادة: ${status}.`,
    nowCancelled: 'تم إلغاؤه.',
    notOffered: {
      cancel:
        'لا يسمح لنا نظام العيادة بإلغاء المواعيد هنا. يبقى موعدك كما هو. يُرجى الاتصال بنا، وسنلغيه لك.',
      move: 'لا يسمح لنا نظام العيادة بتغيير المواعيد هنا. يبقى موعدك كما هو. يُرجى الاتصال بنا، وسنغيّره لك.',
    },
  },

  moving: {
    lead: (visit) => `تغيير موعدك: ${visit}.`,
    stays: 'يبقى هذا الموعد محجوزًا إلى أن يتم حجز الموعد الجديد.',
    oneOnly:
      'تسمح لك هذه العيادة بموعد واحد فقط. لن نلغي هذا الموعد إلا بعد اختيارك وقتًا جديدًا وموافقتك.',
    gone: (visit) => `تم إلغاء موعدك القديم: ${visit}. يُرجى اختيار وقت جديد أو الاتصال بنا.`,
    keep: 'الإبقاء على موعدي كما هو',
    anyone: 'عرض الأوقات مع أي مقدّم رعاية',
    own: (doctor) => `عرض الأوقات مع ${isolate(doctor)}`,
    old: 'الموعد القديم',
    oldIsCancelled: 'الموعد القديم، ملغى',
    new: 'الموعد الجديد',
    confirm: 'تغيير موعدي',
    agree: 'أوافق على تغيير موعدي',
    /** Where somebody else is signed in. */
    confirmFor: (name) => `تغيير موعد ${isolate(name)}`,
    agreeFor: (name) => `أوافق على تغيير موعد ${isolate(name)}`,
    consent: {
      title: 'قبل الموافقة',
      text: 'تسمح لك هذه العيادة بموعد واحد فقط. نحتفظ لك بالوقت الجديد. ثم نلغي الموعد القديم، وبعد ذلك نحجز الموعد الجديد. وإذا حدث خلل ما، نحاول استعادة وقتك القديم.',
    },
    lookAgain: 'يُرجى مراجعة الموعدين مرة أخرى قبل المتابعة.',
    oldCancelled: 'تم إلغاء موعدك القديم. يُرجى التأكيد الآن لحجز الوقت الجديد.',
    sent: 'جارٍ تغيير موعدك…',
    cancellingOld: 'تم حجز وقتك الجديد. جارٍ إلغاء الموعد القديم…',
    cancellingFirst: 'جارٍ إلغاء الموعد القديم. نحتفظ لك بالوقت الجديد…',
    bookingNew: 'جارٍ حجز الوقت الجديد…',
    winningBack: 'جارٍ استعادة وقتك القديم…',
  },

  moved: {
    moved: 'وقتك الجديد مسجّل لدى العيادة. تم إلغاء موعدك القديم.',
    inPlace: 'وقتك الجديد مسجّل لدى العيادة. وقد حلّ محل وقتك القديم.',
    oldGone: (visit) => `تم إلغاء الموعد: ${visit}.`,
    both: 'تم حجز موعدك الجديد. لم يتم إلغاء موعدك القديم، فهو ما زال قائمًا.',
    perhapsBoth: 'لا نعرف بعد هل تم إلغاء موعدك القديم. ربما ما زال قائمًا.',
    cancelOld: 'إلغاء الموعد القديم',
    callUs: 'يمكنك أيضًا الاتصال بنا، وسنقوم بذلك لك:',
    requested: {
      new: 'الموعد الجديد، لم يتم حجزه بعد',
      stays:
        'لم يتم حجز الوقت الجديد لك بعد. يجب أن توافق العيادة أولًا. ويبقى موعدك القديم محجوزًا حتى ذلك الحين.',
      gone: 'تم إلغاء موعدك القديم. لم يتم حجز الوقت الجديد لك بعد. يجب أن توافق العيادة أولًا.',
      cancelsOld: 'إذا وافقت العيادة وهذه الصفحة مفتوحة، نلغي موعدك القديم.',
      twoLater: {
        cancel: 'إذا ظهر لك موعدان لاحقًا، يُرجى إلغاء القديم أو الاتصال بنا.',
        call: 'إذا ظهر لك موعدان لاحقًا، يُرجى الاتصال بنا.',
      },
    },
    wonBack: 'تعذّر حجز الوقت الجديد. تم حجز وقتك القديم من جديد، فموعدك ما زال قائمًا.',
    nothingLeft: 'تعذّر كذلك حجز الوقت الجديد. يُرجى الاتصال بنا، وسنبحث معك عن وقت.',
    unknown: {
      lead: `يُرجى عدم الحجز مرة أخرى الآن. ${lookUpTogether}`,
      new: {
        booked: 'تم حجز الوقت الجديد.',
        'not-booked': 'لم يتم حجز الوقت الجديد.',
        unknown: 'لا نعرف بعد هل تم حجز الوقت الجديد.',
      },
      old: {
        booked: 'موعدك القديم ما زال محجوزًا.',
        cancelled: 'تم إلغاء موعدك القديم.',
        unknown: 'لا نعرف بعد هل ما زال وقتك القديم محجوزًا لك.',
      },
    },
    again: 'اختيار وقت آخر',
  },

  recovering: {
    checking:
      'أُغلقت الصفحة السابقة قبل أن نتمكن من إخبارك بالنتيجة. نحن نتحقق منها. يُرجى عدم الحجز مرة أخرى الآن.',
    of: {
      hold: 'كنت قد اخترت وقتًا. نتحقق الآن هل ما زلنا نحتفظ به لك.',
      book: 'كنت قد أرسلت طلب حجز. نتحقق الآن هل تم الحجز.',
      cancel: 'كنت قد طلبت إلغاء موعد. نتحقق الآن هل تم إلغاؤه.',
      reschedule: 'كنت قد طلبت تغيير موعد. نتحقق الآن هل تم تغييره.',
    },
    looking: 'جارٍ التحقق…',
    call: 'إذا لم يكن الانتظار مناسبًا لك، يُرجى الاتصال بنا:',
    unknown:
      'أُغلقت الصفحة السابقة قبل أن نتمكن من إخبارك بالنتيجة. لا نعرف ما انتهى إليه الأمر. يُرجى عدم الحجز مرة أخرى الآن.',
    unknownOf: {
      hold: 'كنت قد اخترت وقتًا. لا نعرف هل ما زلنا نحتفظ به لك. لم يتم حجزه.',
      book: 'كنت قد أرسلت طلب حجز. لا نعرف هل تم الحجز. يُرجى عدم الحجز مرة أخرى الآن.',
      cancel: 'كنت قد طلبت إلغاء موعد. لا نعرف هل تم إلغاؤه.',
      reschedule: 'كنت قد طلبت تغيير موعد. لا نعرف هل تم تغييره. يُرجى عدم الحجز مرة أخرى الآن.',
      look: 'تعذّر علينا الاطلاع عليه الآن. ما هو محجوز يبقى محجوزًا.',
    },
    callUs: lookUpTogether,
    again: 'التحقق مرة أخرى',
    nothing: {
      hold: {
        title: 'لم نعد نحتفظ لك بالوقت الذي اخترته',
        text: 'لم يتم حجز أي موعد. يمكنك اختيار وقت أدناه.',
      },
      book: {
        title: 'لم يتم حجز موعدك',
        text: 'أُغلقت الصفحة السابقة قبل الأوان، فتحققنا من الأمر. لم يتم حجز أي موعد. يمكنك اختيار وقت أدناه.',
      },
      reschedule: {
        title: 'لم يتم تغيير موعدك',
        text: 'أُغلقت الصفحة السابقة قبل الأوان، فتحققنا من الأمر. لم يتم حجز الوقت الجديد.',
      },
    },
    stays: (visit) => `يبقى موعدك كما كان: ${visit}.`,
    oldGone: (visit) => `تم إلغاء موعدك: ${visit}.`,
  },

  nothing: {
    booked: 'لم يتم حجز أي موعد.',
    changed: 'لم يتم حجز أي موعد، ولم يتغيّر أي شيء.',
    cancelled: 'لم يتم إلغاء موعدك. يبقى كما هو.',
    /** Of a visit that is being moved. */
    moved: 'يبقى موعدك القديم كما هو.',
    inItsPlace: 'تم إلغاء موعدك القديم، ولم يتم بعد حجز أي موعد مكانه.',
  },

  lostAgain: {
    title: 'سبقك شخص آخر إلى ذلك الوقت أيضًا',
    text: 'نأسف لذلك. يُرجى الاتصال بنا، وسنبحث معك عن وقت. يمكنك أيضًا اختيار وقت آخر أدناه.',
  },

  nearest: {
    take: (visit) => `اختيار هذا الوقت بدلًا منه: ${visit}`,
  },

  failures: {
    noAnswer: {
      title: 'تعذّر علينا الوصول إلى العيادة',
      text: 'يُرجى التحقق من الاتصال بالإنترنت، ثم المحاولة مرة أخرى.',
    },
    timedOut: {
      title: 'تأخرت العيادة كثيرًا في الرد',
      text: 'قد تكون أجهزتها مشغولة. يُرجى المحاولة مرة أخرى.',
    },
    sessionEnded: {
      title: 'انتهت مدة دخولك',
      text: `حفاظًا على سلامتك، تنهي البوابة دخولك بعد فترة. ${startAgain}`,
    },
    endedBooking: {
      title: 'انتهت مدة دخولك',
      text: `${startAgain} وسنعرض لك عندئذ ما تم حجزه.`,
    },
    endedCancelling: {
      title: 'انتهت مدة دخولك',
      text: `${startAgain} وسنعرض لك عندئذ ما تم إلغاؤه.`,
    },
    notPermitted: {
      title: 'لا يمكننا القيام بذلك لك عبر الإنترنت',
      text: `لا تسمح العيادة بذلك هنا. ${callForHelp}`,
    },
    notFound: {
      title: 'لم تعثر العيادة على المطلوب',
      text: 'ربما طرأ عليه تعديل. يُرجى المحاولة مرة أخرى.',
    },
    notSupported: {
      title: 'لا يمكن القيام بذلك عبر الإنترنت',
      text: `لا يوفّر نظام العيادة هذه الإمكانية. ${callForHelp}`,
    },
    conflict: {
      title: 'طرأ تعديل لدى العيادة',
      text: 'ما عرضناه لك لم يعد صحيحًا. يُرجى المحاولة مرة أخرى.',
    },
    rejected: {
      title: 'رفض نظام العيادة الطلب',
      text: `هذا ليس خطأك. ${callForHelp}`,
    },
    tooBusy: {
      title: 'نظام العيادة مشغول جدًا',
      text: 'يُرجى الانتظار بضع دقائق، ثم المحاولة مرة أخرى.',
    },
    serverError: {
      title: 'في نظام العيادة مشكلة',
      text: 'هذا ليس خطأك. يُرجى المحاولة مرة أخرى بعد بضع دقائق.',
    },
    gotHtml: {
      title: 'وصلتنا صفحة ويب بدلًا من الرد',
      text: 'قد تطلب شبكة الإنترنت لديك تسجيل الدخول أولًا. يُرجى التحقق من ذلك، ثم المحاولة مرة أخرى.',
    },
    gotEmpty: {
      title: 'وصلنا رد فارغ من العيادة',
      text: 'هذا ليس خطأك. يُرجى المحاولة مرة أخرى.',
    },
    gotNonsense: {
      title: 'تعذّرت علينا قراءة رد العيادة',
      text: 'هذا ليس خطأك. يُرجى المحاولة مرة أخرى.',
    },
    gotOther: {
      title: 'أرسلت العيادة شيئًا آخر',
      text: 'لم يكن ما طلبناه. يُرجى المحاولة مرة أخرى.',
    },
    gotOtherPatient: {
      title: 'وصلنا سجل قد لا يكون سجلك',
      text: 'نحن لا نعرضه. يُرجى الاتصال بنا حتى نصحّح ذلك.',
    },
    taken: {
      title: 'سبقك شخص آخر إلى ذلك الوقت قبل لحظات',
      text: 'يُرجى اختيار وقت آخر.',
    },
    holdUnknown: {
      title: 'لا يمكننا معرفة هل نحتفظ لك بهذا الوقت',
      text: 'لم يصلنا رد العيادة. يُرجى المحاولة مرة أخرى أو اختيار وقت آخر.',
    },
    holdExpired: {
      title: 'لم يعد بإمكاننا الاحتفاظ بذلك الوقت',
      text: 'يُرجى اختيار وقت آخر.',
    },
    declined: {
      title: 'لم تتمكن العيادة من قبول ذلك الوقت',
      text: 'يُرجى اختيار وقت آخر.',
    },
    withdrawn: {
      title: 'تم إلغاء طلبك',
      text: 'إذا ما زلت بحاجة إلى موعد، يُرجى اختيار وقت.',
    },
    notBooked: {
      title: 'لم يتم حجز هذا الموعد',
      text: 'لم يصلنا الرد، لذلك اطّلعنا على مواعيدك. هذا الوقت ليس من بينها. يمكنك المحاولة مرة أخرى.',
    },
    requested: {
      title: waitingForClinic,
      text: 'لم يتم حجز الموعد بعد. يجب أن توافق العيادة أولًا.',
    },
    bookingUnknown: {
      title: 'لا نعرف بعد هل تم حجز هذا الموعد',
      text: `يُرجى عدم الحجز مرة أخرى الآن. ${lookUpTogether}`,
    },
    cancelRefused: {
      title: 'لم تُلغِ العيادة هذا الموعد',
      text: callForHelp,
    },
    visitChanged: {
      title: 'طرأ تعديل على موعدك لدى العيادة',
      text: 'لم يعد كما عرضناه لك. يُرجى مراجعته مرة أخرى.',
    },
    notCancelled: {
      title: 'لم يتم إلغاء هذا الموعد',
      text: 'لم يصلنا الرد، لذلك اطّلعنا على موعدك. يمكنك المحاولة مرة أخرى.',
    },
    cancelUnknown: {
      title: 'لا نعرف بعد هل تم إلغاء هذا الموعد',
      text: lookUpTogether,
    },
    notExtended: {
      title: 'لم نتمكن من الحصول على مدة أطول',
      text: 'نحتفظ لك بهذا الوقت للمدة المذكورة هنا فقط. يمكنك التأكيد الآن.',
    },
    notLaunched: {
      title: 'يُرجى فتح هذه الصفحة من بوابة المريض',
      text: 'لا يمكننا معرفة هويتك عند فتح هذه الصفحة وحدها أو إعادة تحميلها.',
    },
    notSafe: {
      title: 'لم نتمكن من تسجيل دخولك بأمان',
      text: `توقفنا حفاظًا على أمان سجلك. ${startAgain}`,
    },
    denied: {
      title: 'لا يُسمح لهذا التطبيق بالاطلاع على سجلك',
      text: 'عندما طلب التطبيق الإذن، جاء الرفض منك أو من المستشفى. يمكنك البدء من جديد من بوابة المريض.',
    },
    setUpWrong: {
      title: 'لم يتم إعداد هذا التطبيق بشكل صحيح',
      text: 'هذا ليس خطأك، ولن تفيد المحاولة مرة أخرى. يُرجى الاتصال بنا للحجز.',
    },
    signInDown: {
      title: 'تسجيل الدخول لا يعمل الآن',
      text: 'يُرجى البدء من جديد من بوابة المريض بعد بضع دقائق.',
    },
    signInFailed: {
      title: 'لم نتمكن من إكمال تسجيل دخولك',
      text: startAgain,
    },
    finished: {
      title: 'تم الانتهاء',
      text: 'لم يبقَ أي من بياناتك في هذه الصفحة. ما حجزته يبقى محجوزًا.',
    },
    idle: {
      title: 'أغلقنا هذه الصفحة حفاظًا على بياناتك',
      text: 'لم يستخدمها أحد لمدة 15 دقيقة. ما حجزته يبقى محجوزًا.',
    },
    loadedAgain: {
      title: 'يُرجى فتح هذه الصفحة من البوابة مرة أخرى',
      text: 'أُعيد تحميل هذه الصفحة. حفاظًا على سلامتك، لا يمكن فتحها إلا من البوابة. يُرجى فتح حجز المواعيد هناك للاطلاع على موعدك من جديد. ما حجزته يبقى محجوزًا.',
    },
    noPatient: {
      title: 'لا نعرف أي سجل يجب فتحه',
      text: `لم تخبرنا البوابة بذلك. ${startAgain}`,
    },
    storageBlocked: {
      title: 'متصفحك يمنع هذه الصفحة',
      text: 'لا يسمح لنا بحفظ أي شيء، ولا حتى أثناء تسجيل دخولك. يُرجى تجربة متصفح آخر، أو الاتصال بنا للحجز.',
    },
  },
};
