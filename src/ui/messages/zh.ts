import type { LaunchMessages } from '../launch/explanation.ts';
import type { LaterMessages, Messages } from './en.ts';

/** Simplified Chinese, as it is said and not as it is written to officials. */
const language = 'zh';

/** Chinese stands a little apart from Latin letters and from numbers. */
const meet = (left: string, right: string): string =>
  /^(?:\p{Script=Han}[\p{Script=Latin}\p{N}(]|[\p{Script=Latin}\p{N}.)]\p{Script=Han})$/u.test(
    left.slice(-1) + right.slice(0, 1),
  )
    ? `${left} ${right}`
    : left + right;

/** A text around names, which may be Chinese ("您的医生") or not ("Dr. Yee"). Dates stand in plain templates. */
const spaced = (texts: TemplateStringsArray, ...names: readonly string[]): string =>
  texts.reduce((said, text, nth) => meet(meet(said, names[nth - 1] ?? ''), text));

/** "A、B 和 C" */
const list = (names: readonly string[], word: string): string =>
  names.length < 2
    ? names.join('')
    : spaced`${names.slice(0, -1).join('、')}${word}${names.slice(-1).join('')}`;

const minutes = (count: number): string => `${String(count)} 分钟`;
const times = (count: number): string => `${String(count)} 个时间`;

const how = { 'in-person': '当面就诊', video: '视频就诊', phone: '电话就诊' };
const parts = { morning: '上午', afternoon: '下午', evening: '晚上' };

const appointments = '我的预约';
const notShown = '下一页没能显示出来';
const nothingChanged = '没有新增任何预约，您原有的预约也没有变动。';
const keepLonger = '延长保留时间';
const search = '按条件查找时间';
const waiting = '已提交，等待诊所确认';
const notOnline = '这件事无法在网上办理';
const notKnownBooked = '我们还不知道是否预约成功';
const notKnownCancelled = '我们还不知道这个预约是否已取消';
const noLongerKept = '这个时间无法继续为您保留了';
const seeAnyone = '查看时间（不限医护人员）';
const findOut = '请给我们打电话，我们帮您查清楚。';
const findTime = '请给我们打电话，我们一起为您找一个时间。';
const callForHelp = '请给我们打电话，我们来帮您。';
const startAgain = '请从患者门户重新开始。';
const notYourFault = '这不是您的错。';
const stillBooked = '您已经预约成功的，仍然有效。';

/** Why the launch page could not go on. */
export const launch: LaunchMessages = {
  failures: {
    'not-launched': {
      title: '请从患者门户打开预约页面',
      text: '本页只有从您的患者门户打开才能使用。请回到患者门户，在那里打开预约页面。',
    },
    'unknown-issuer': {
      title: '这个患者门户还没有开通这里的预约',
      text: '我们不认识打开本页的患者门户，所以停了下来。请从您自己的患者门户打开预约页面。',
    },
    'insecure-page': {
      title: '本页不安全',
      text: '本页的网址不是以“https”开头的。别人可能会看到您在这里输入的内容，所以我们停了下来。',
    },
    'storage-blocked': {
      title: '您的浏览器阻止了本页',
      text: '为了让您登录，本页需要把少量数据保存几分钟。请在浏览器中允许 Cookie 和网站数据，然后从患者门户重新打开预约页面。',
    },
    'discovery-failed': {
      unreachable: {
        title: '我们连不上诊所系统',
        text: '请检查您的网络是否正常，然后再试一次。',
      },
      timeout: {
        title: '诊所系统答复很慢',
        text: '我们等了一会儿，但没有收到答复。请过一分钟再试一次。',
      },
      'not-found': {
        title: '现在还不能预约',
        text: '诊所系统有答复，但没有告诉我们怎样让您登录。请以后再试。',
      },
      'not-json': {
        title: '预约页面现在用不了',
        text: '诊所系统发来了我们读不懂的内容。请以后再试。',
      },
      'too-large': {
        title: '预约页面现在用不了',
        text: '诊所系统发来的内容远远超过我们需要的。请以后再试。',
      },
    },
    'discovery-unsafe': {
      'no-endpoint': {
        title: '我们没法让您登录',
        text: '诊所系统没有可以登录的地方。这要由诊所来解决。',
      },
      'no-pkce': {
        title: '为了您的安全，我们停了下来',
        text: '诊所系统没有安全的登录方式。这要由诊所来解决。',
      },
      'foreign-endpoint': {
        title: '为了您的安全，我们停了下来',
        text: '诊所系统想把您带到一个我们不认识的地方。这要由诊所来解决。',
      },
    },
  },
  nothingBooked: nothingChanged,
  tryAgain: '再试一次',
  openPortal: '前往患者门户（在新标签页中打开）',
  call: (hospital) => spaced`您也可以给${hospital}打电话：`,
  forStaff: '如果打电话，可以把这个念给工作人员听：',
  brokenSettings: {
    title: '预约页面还没有设置好',
    text: '请给诊所打电话预约。情况紧急吗？请立即拨打当地的急救电话。',
  },
  mistakes: '给设置本页的人员看',
};

/** What patients read on the way to the first screen and on it. */
export const first: Messages = {
  language,

  marks: { comma: '，', colon: '：', stop: '。' },

  titles: {
    opening: '正在打开您的预约',
    home: '预约就诊',
    appointments,
  },

  banner: {
    label: '患者',
    patient: (name) => `患者：${name}`,
    /** Where somebody else is signed in. */
    onBehalf: (name) => spaced`您正在为${name}预约`,
    loading: '正在查询您的姓名',
    nameless: '没有登记姓名',
    unread: '没能读取您的姓名',
    born: (date) => `出生日期：${date}`,
  },

  /** Names the list of languages; each has its own name there. */
  languages: '语言',

  help: {
    label: '帮助',
    phone: (hospital) => spaced`有疑问？请给${hospital}打电话：`,
    call: (number) => spaced`拨打${number}`,
  },

  opening: '正在打开您的预约……',

  time: {
    /** One line, as it is read aloud. `zone` is a name such as "北美东部时间". */
    when: (day, hour, zone) => `${day} ${hour}（${zone}）`,
    hourAndZone: (hour: string, zone: string) => `${hour}（${zone}）`,
    dayAndHour: (day, hour) => `${day} ${hour}`,
    whenUnconfirmed: (day) => `${day}。无法确认诊所当地的时间，请打电话询问。`,
    about: (day) => `大约${day}`,
    unconfirmed: '无法确认诊所当地的时间，请打电话询问。',
    elsewhere: (hour) => spaced`按您现在所在的地方算，是${hour}。`,
    minutes,
    /** Within a line. */
    how,
    someone: '一位医护人员',
    /** `visits` is the patient's own at that time: hours, each with who it is with. */
    clash: (visits) => `您那时另有预约：${visits}`,
    clashBrief: '您那时另有预约',
    visit: (hour, who) => `${hour}（${who}）`,
    reading: '正在查询诊所当地的时间',
    and: (names) => list(names, '和'),
  },

  home: {
    onRecord: (doctor) => spaced`预约${doctor}（您的家庭医生）`,
    seenMost: (doctor, visits) =>
      spaced`预约${doctor}（您看得最多的医生，共 ${String(visits)} 次）`,
    ownDoctor: '预约您的医生',
    yourDoctor: '您的医生',
    nextTime: '最早可约时间',
    bookThis: '预约这个时间',
    /** Where somebody else is signed in. */
    bookThisFor: (name) => spaced`为${name}预约这个时间`,
    book: '预约',
    otherTimes: '或者从下面选一个',
    otherTimesShown: '更多可约时间',
    moreOwn: (doctor) => spaced`查看${doctor}的更多时间`,
    moreAnyone: '查看更多时间（不限医护人员）',
    anyone: '最早的时间（不限医护人员）',
    looking: '正在查找可约时间……',
    keeping: '正在为您保留这个时间……',
    keepingShort: '正在保留……',
    toBook: '如果要预约，请拨打',
    elsewhere: '这些时间要在另一个网页上预约，或者打电话预约。',
    nobody: '我们不知道您的医生是谁',
    found: (when) => `最早可约时间：${when}。`,
    foundNone: '没有找到可约时间。',
  },

  unloaded: {
    title: notShown,
    text: '可能是网络断了。请给我们打电话，我们帮您查一下哪些已经预约成功。',
  },
};

/** What patients read after the first screen, or in place of its times. */
export const later: LaterMessages = {
  language,

  semicolon: '；',
  quoted: (text: string) => `“${text}”`,

  titles: {
    'not-opened': '没能打开您的预约',
    closed: '预约页面已关闭',
    'more-times': '请选择时间',
    moreTimesMoving: '请选择新的时间',
    find: '查找时间',
    appointments,
    check: '请核对预约信息',
    checkMoving: '请核对新的时间',
    booked: '预约成功',
    requested: waiting,
    unknown: notKnownBooked,
    change: {
      'not-loaded': notShown,
      reading: '正在查看您的预约',
      'not-read': '没能查看您的预约',
      changed: '这个预约有变动',
      'not-offered': notOnline,
      asking: '要取消这个预约吗？',
      cancelled: '您的预约已取消',
      unknown: notKnownCancelled,
    },
    moved: {
      moved: '您的预约已改期',
      both: '您现在有两个预约',
      perhapsBoth: '新的时间已预约成功',
      requested: waiting,
      'won-back': '您的预约没有改期',
      'nothing-left': '您原来的预约已取消，新的时间没有预约成功',
      unknown: '我们还不知道您的预约是否已改期',
    },
    recovering: {
      checking: '正在查询结果',
      unknown: '我们没能查清楚',
    },
  },

  help: {
    portal: '返回患者门户',
    newTab: '（在新标签页中打开）',
    noPortal: '请关闭本页，再从患者门户重新打开。',
    clinicSays: '诊所系统的说明：',
    moreInformation: '阅读诊所的更多说明',
    tryAgain: '再试一次',
    home: '返回预约页面',
    appointments: '返回我的预约',
  },

  time: {
    parts,
    inPart: parts,
    venue: how,
  },

  noTimes: {
    nobody:
      '您的病历里没有写明家庭医生。您可以看任何一位有空的医护人员。也可以给我们打电话，我们帮您选。',
    own: (doctor) => spaced`${doctor}没有可约时间`,
    anyone: '目前没有可约时间',
    lookedUpTo: (until) => `我们一直查到${until}。每天都可能有新的时间。您也可以给我们打电话。`,
    seeAnyone,
    /** Of a list that was asked for. */
    upTo: (until) => `我们一直查到${until}。`,
    /** Where it was searched for. */
    search: '没有找到符合条件的时间',
    others: '其他办法',
    lookingForOthers: '正在查找其他办法……',
    noOthers: `网上没有找到其他办法。${findTime}`,
    way: {
      clinicians: (next) => `换一位医护人员：${next}`,
      places: (next) => `换一个地点：${next}`,
      video: (next) => `视频就诊：${next}`,
      phone: (next) => `电话就诊：${next}`,
    },
    next: (when) => spaced`最早${when}`,
    later: '查看更晚的日期',
    orCall: '或者给我们打电话：',
  },

  moreTimes: {
    anyone: '可约时间（不限医护人员）',
    practitioner: (doctor) => spaced`${doctor}的可约时间`,
    search: '符合条件的时间',
    changeSearch: '修改查找条件',
    lead: (count) => `以下是最近 ${String(count)} 个有可约时间的日子。`,
    found: (count, on) => `找到 ${times(count)}，分布在 ${String(on)} 天。`,
    incomplete: '我们没能查到所有时间，可能还有更多。您可以打电话问我们。',
    /** `others` are ways in which times were not as asked for. */
    ignored: (others) => `诊所系统还发来了${list(others, '和')}的时间。我们没有列出这些时间。`,
    other: {
      practitioners: '其他医护人员',
      locations: '其他地点',
      specialties: '其他专科',
      visitTypes: '其他就诊类型',
    },
    lookingForMore: '正在查找更多日期……',
    later: '显示更晚的日期',
    more: (on, count) => `又找到 ${String(on)} 天，共 ${times(count)}。`,
    nothingUpTo: (until) => `我们一直查到${until}，没有找到更多时间。`,
    noLater: (until) => `我们一直查到${until}，没有更晚的日期了。`,
    noneUpTo: (until) => `我们一直查到${until}，没有可约时间。`,
    allUpTo: (until) => `到${until}为止的时间都在这里了。`,
    showAll: {
      morning: (count) => `显示上午全部 ${times(count)}`,
      afternoon: (count) => `显示下午全部 ${times(count)}`,
      evening: (count) => `显示晚上全部 ${times(count)}`,
    },
    allShown: {
      morning: (count) => `上午全部 ${times(count)}都已显示。`,
      afternoon: (count) => `下午全部 ${times(count)}都已显示。`,
      evening: (count) => `晚上全部 ${times(count)}都已显示。`,
    },
    filters: {
      practitioner: '医护人员',
      anyone: '不限',
      partOfDay: '时段',
      anyTime: '不限',
      parts: {
        morning: '上午（12:00 以前）',
        afternoon: '下午（12:00 到 17:00）',
        evening: '晚上（17:00 以后）',
      },
      venue: '就诊方式',
      anyHow: '不限',
    },
    noneFit: '这些时间都不符合您在上面的选择。',
    showEvery: '显示全部时间',
    passed: (hours) => spaced`${hours.join('、')}已经过了，我们从列表中去掉了。`,
    choicePassed: (when) => `您选的时间已经过了：${when}。请另选一个时间。`,
    with: (who) => spaced`由${who}接诊`,
    zone: (zone) => spaced`这里的时间都是${zone}。`,
    summary: (day, count) => `${day}：${times(count)}`,
    chosen: '您的选择：',
    notChosen: '您还没有选择时间。',
    choose: '请先选择一个时间。',
    continue: '继续',
    back: '返回',
  },

  /** What a patient looks for, within a line. */
  wish: {
    or: (names) => list(names, '或'),
    with: (names) => spaced`由${names}接诊`,
    at: (places) => spaced`在${places}`,
    near: (places) => spaced`${places}附近`,
    weekdays: ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'],
    parts,
    from: (day) => `从${day}起`,
    to: (day) => `到${day}为止`,
    fromTo: (from, to) => `从${from}到${to}`,
  },

  find: {
    menu: '可以在网上预约的就诊',
    looking: '正在查询可以预约的就诊……',
    found: (count) => `有 ${String(count)} 种就诊可以在网上预约。`,
    next: (when) => `最早：${when}`,
    lookingForNext: '正在查找最早的时间……',
    notChecked: '我们没能查到是否有可约时间。',
    seeTimes: '查看时间',
    call: '以下就诊请打电话预约',
    callAbout: '目前网上没有可约时间。',
    walkIn: '不用预约',
    walkInAbout: '您可以直接来。',
    search,
    /** From the top of the page down to the search. */
    toSearch: `前往“${search}”`,
    searchAbout: '只填对您重要的就可以。点开一行来选择。',
    /** A line of the form, closed. */
    line: (name, chosen) => `${name}：${chosen}`,
    kinds: {
      visitTypes: { name: '就诊类型', any: '不限' },
      practitioners: { name: '医护人员', any: '不限' },
      locations: { name: '地点', any: '不限' },
      specialties: { name: '专科', any: '不限' },
      period: { name: '时间', any: '不限' },
      venues: { name: '就诊方式', any: '不限' },
    },
    several: '可以选多个。先选的优先。',
    choice: (nth) => `第 ${String(nth)} 选择`,
    filter: '在列表中查找',
    filtered: (shown, all) => `共 ${String(all)} 项，显示 ${String(shown)} 项。`,
    places: '城镇或邮编（ZIP code）',
    placesHint: '如果不止一个，请用英文逗号“,”隔开。',
    from: '从哪天起',
    to: '到哪天为止',
    weekdays: '星期几',
    weekdayNames: ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'],
    partsOfDay: '时段',
    wrong: {
      unread: '请输入完整的日期：年、月、日。',
      past: '这一天已经过去了。请选择以后的日期。',
      order: '这一天比开始的那天还早。请选择更晚的日期。',
    },
    show: '显示时间',
    startOver: '重新选择',
    cleared: '您的选择已全部清除。',
  },

  /** On the first screen. */
  ways: {
    title: '更多查找时间的方法',
    search: '按地点、专科或就诊类型查找',
    seen: (doctor) => spaced`${doctor}的可约时间`,
    again: (kind) => spaced`再约一次${kind}`,
    againWith: (kind, doctor) => spaced`再约一次${kind}（${doctor}）`,
  },

  /** Times that are booked on another page, or by phone. */
  elsewhere: {
    book: (site) => spaced`到${site}预约`,
    opens: '打开另一个网页',
    orCall: '或者拨打',
  },

  check: {
    who: '就诊人',
    with: '医护人员',
    when: '时间',
    where: '地点',
    how: '就诊方式',
    long: '时长',
    kind: '就诊类型',
    contact: '登记的电话和邮箱',
    noContact: '没有登记',
    plan: '登记的医疗保险',
    planLoading: '正在查询您的保险',
    planFailed: '我们没能读取您的保险。请带上保险卡。',
    planNone: '没有登记。请带上保险卡。',
    planUnnamed: '没有名称的保险',
    planActiveTo: (date) => `有效期到${date}。`,
    planActive: '有效。',
    planEnded: (date) => `您登记的保险已在${date}到期。请给我们打电话，或带上新的保险卡。`,
    planNotActive: '您登记的保险目前无效。请给我们打电话，或带上新的保险卡。',
    planStarts: (date) => `从${date}开始生效。`,
    stillPossible: '您仍然可以选择这个时间。',
    visitsUnread: '我们没能查到您那时是否另有预约。',
    reason: '您这次为什么就诊？',
    reasonHint: '可以不填。',
    left: (count) => `还可以写 ${String(count)} 个字。`,
    keptUntil: (hour, left) =>
      spaced`我们为您保留这个时间，到${hour}为止（大约还有 ${minutes(left)}）。`,
    kept: '我们正在为您保留这个时间。',
    notKept: '在您确认之前，这个时间不会为您保留。',
    minutesLeft: (left) => `这个时间还会为您保留 ${minutes(left)}。`,
    keepLonger,
    keepingLonger: '正在请求延长……',
    keptLonger: '好了，您现在有更多时间了。',
    endsSoon: (left) =>
      `只剩 ${minutes(left)}了。请现在确认。如果您还需要时间，请按“${keepLonger}”。`,
    signInEndsSoon: '您的登录不到两分钟就要失效了。请现在确认。',
    confirm: '确认预约',
    /** Where somebody else is signed in. */
    confirmFor: (name) => spaced`确认为${name}预约`,
    prepare: '就诊前的准备',
    booking: '正在预约……',
    slow: '还在确认，请稍等。请不要再按。',
    readingBack: '正在与诊所核对……',
    another: '另选一个时间',
    expired: noLongerKept,
    expiredText: '您写的内容还在。您可以请求再次保留这个时间。',
    again: '再次保留这个时间',
    asking: '正在请求保留这个时间……',
  },

  booked: {
    status: '诊所已登记您的预约。',
    next: '接下来',
    nextText: '这个时间是您的了。现在您不用再做什么。就诊时请带上您的保险卡和用药清单。',
    call: '如果您来不了，请尽早给我们打电话。',
    /** What can be done about it here. */
    tell: {
      both: '如果您来不了，请尽早告诉我们。您可以在这里取消或改期，也可以给我们打电话。',
      cancel: '如果您来不了，请尽早告诉我们。您可以在这里取消，也可以给我们打电话。',
      move: '如果您来不了，请尽早告诉我们。您可以在这里改期。如果要取消，请给我们打电话。',
    },
    print: '打印本页',
    directions: '查看路线',
    mine: `查看${appointments}`,
    another: '再预约一次就诊',
    finish: '结束',
  },

  calendar: {
    add: '加到我的日历',
    /** The visit is off. */
    update: '更新我的日历',
    making: '正在生成文件……',
    done: '请打开刚才保存的文件。它会把这个预约加到您的日历中。',
    updated: '请打开刚才保存的文件。它会把这个预约从您的日历中去掉。',
    failed: '没能生成文件。请再试一次。',
    /** What other people may see who look at the calendar. */
    title: '预约',
    note: (phone) => spaced`如果要更改或取消，请前往患者门户，或拨打${phone}。`,
    file: 'appointment.ics',
  },

  requested: {
    text: '您还没有预约成功。诊所已收到您的预约请求，要等诊所确认。',
    askedFor: '诊所一有答复，就会显示在本页。您不用再次提交。您也可以关闭本页，诊所会与您联系。',
    silent: '诊所还没有答复。诊所会与您联系。',
    later: `您不用再次提交。请以后到“${appointments}”查看答复，或者给我们打电话：`,
    given: '诊所已经确认。',
  },

  unknown: {
    text: `我们发出了您的预约请求，但没有收到诊所的答复。请先不要再次预约。${findOut}`,
  },

  appointments: {
    coming: '接下来的预约',
    past: '过去的预约',
    loading: '正在查询您的预约……',
    noneComing: '您接下来没有预约。',
    nonePast: '您没有过去的预约。',
    missing: '可能有些预约没有显示。如要确认，请给我们打电话。',
    found: (coming, past) => `接下来的预约 ${String(coming)} 个，过去的预约 ${String(past)} 个。`,
    status: {
      proposed: '还没有预约成功：等待诊所确认',
      pending: '还没有预约成功：等待诊所确认',
      booked: '预约成功',
      arrived: '您已到达',
      'checked-in': '您已报到',
      fulfilled: '已就诊',
      cancelled: '已取消',
      noshow: '没有就诊',
      waitlist: '在候补名单上',
      'entered-in-error': '登记有误',
      unknown: '请打电话询问这个预约的情况',
    },
    /** Of a day that has gone by. */
    wasBooked: '当时预约成功',
    wasNotBooked: '当时没有预约成功',
    /** Only where the clinic's system says so. */
    cancelledBy: { clinic: '是诊所取消的。', patient: '是您取消的。' },
    lastChange: (day) => `最后一次变动：${day}。`,
    move: '给这个预约改期',
    cancel: '取消这个预约',
    call: {
      move: '如果要改期，请拨打',
      cancel: '如果要取消预约，请拨打',
      both: '如果要改期或取消预约，请拨打',
    },
    /** Where the hospital has a portal. */
    inPortal: {
      move: '在患者门户中改期',
      cancel: '在患者门户中取消',
      both: '在患者门户中改期或取消',
    },
  },

  /** A visit within a line. */
  visit: (when, who) => `${when}，${who}`,

  kept: {
    status: '已为您保留，还没有预约成功。',
    notice: '我们还在为您保留一个时间',
    notBooked: '这个时间还没有预约成功。',
    finish: '完成预约',
    letGo: '不要这个时间了',
    lettingGo: '正在退回……',
  },

  change: {
    reading: '正在向诊所查询……',
    notRight: '如果不对，请给我们打电话：',
    why: '为什么取消？可以不选。',
    unsaid: '我不想说',
    reasons: {
      improved: '我好些了',
      transportation: '我没有办法过去',
      weather: '天气原因',
      'needs-tests': '要先做的检查我还没有做',
      refused: '我不想要这个预约了',
      moved: '我搬走了',
      'new-provider': '我现在看别的医生',
      terminated: '我的医疗保险已终止',
      'patient-cancel': '我来不了，或其他原因',
    },
    yes: '是的，取消这个预约',
    /** Where somebody else is signed in. */
    yesFor: (name) => spaced`是的，取消${name}的这个预约`,
    keep: '不取消这个预约',
    moveInstead: '不取消，改到别的时间',
    cancelling: '正在取消……',
    slow: '还在取消，请稍等。请不要再按。',
    cancelled: '诊所系统显示这个预约已取消。',
    unknown: `我们已经请诊所取消这个预约，但没有收到诊所的答复。${findOut}`,
    /** What a visit that has changed is now. */
    nowAt: (when) => `在诊所那边，这个预约现在的时间是：${when}。`,
    nowIs: (status) => `诊所系统现在显示：${status}。`,
    nowCancelled: '这个预约已取消。',
    notOffered: {
      cancel: '诊所系统不让我们在这里取消预约。您的预约没有变动。请给我们打电话，我们帮您取消。',
      move: '诊所系统不让我们在这里给预约改期。您的预约没有变动。请给我们打电话，我们帮您改期。',
    },
  },

  moving: {
    lead: (visit) => `您要改期的预约：${visit}。`,
    stays: '在新的时间预约成功之前，这个预约一直有效。',
    oneOnly: '这家诊所只允许您有一个预约。要等您选好新的时间并且同意以后，我们才会取消这个预约。',
    gone: (visit) => `您原来的预约已取消：${visit}。请选择新的时间，或者给我们打电话。`,
    keep: '不改期，预约照旧',
    anyone: seeAnyone,
    own: (doctor) => spaced`查看${doctor}的时间`,
    old: '原来的预约',
    oldIsCancelled: '原来的预约，已取消',
    new: '新的时间',
    confirm: '确认改期',
    agree: '我同意，确认改期',
    /** Where somebody else is signed in. */
    confirmFor: (name) => spaced`确认给${name}的预约改期`,
    agreeFor: (name) => spaced`我同意，确认给${name}的预约改期`,
    consent: {
      title: '在您同意之前',
      text: '这家诊所只允许您有一个预约。我们会为您保留新的时间，然后取消原来的预约，再预约新的时间。如果出了问题，我们会尽力把您原来的时间约回来。',
    },
    lookAgain: '请再看一遍原来的预约和新的时间，然后再继续。',
    oldCancelled: '您原来的预约已取消。要预约新的时间，请现在确认。',
    sent: '正在改期……',
    cancellingOld: '新的时间已预约成功。正在取消原来的预约……',
    cancellingFirst: '正在取消原来的预约。新的时间已为您保留……',
    bookingNew: '正在预约新的时间……',
    winningBack: '正在把您原来的时间约回来……',
  },

  moved: {
    moved: '诊所已登记您的新时间。您原来的预约已取消。',
    inPlace: '诊所已登记您的新时间。它代替了原来的时间。',
    oldGone: (visit) => `已取消：${visit}。`,
    both: '新的时间已预约成功。您原来的预约没有取消，所以仍然有效。',
    perhapsBoth: '我们还不知道您原来的预约是否已取消。它可能仍然有效。',
    cancelOld: '取消原来的预约',
    callUs: '您也可以给我们打电话，我们帮您取消：',
    requested: {
      new: '新的时间，还没有预约成功',
      stays: '新的时间还没有预约成功，要等诊所确认。在那之前，您原来的预约仍然有效。',
      gone: '您原来的预约已取消。新的时间还没有预约成功，要等诊所确认。',
      cancelsOld: '如果诊所在本页打开时确认，我们会取消您原来的预约。',
      twoLater: {
        cancel: '如果您以后看到有两个预约，请取消原来的那个，或者给我们打电话。',
        call: '如果您以后看到有两个预约，请给我们打电话。',
      },
    },
    wonBack: '新的时间没有预约成功。您原来的时间已重新预约成功，所以您的预约还在。',
    nothingLeft: `新的时间也没有预约成功。${findTime}`,
    unknown: {
      lead: `请先不要再次预约。${findOut}`,
      new: {
        booked: '新的时间已预约成功。',
        'not-booked': '新的时间没有预约成功。',
        unknown: '我们还不知道新的时间是否预约成功。',
      },
      old: {
        booked: '您原来的预约仍然有效。',
        cancelled: '您原来的预约已取消。',
        unknown: '我们还不知道您原来的时间是否还在。',
      },
    },
    again: '另选一个时间',
  },

  recovering: {
    checking: '上一个页面还没来得及告诉您结果就关闭了。我们正在查询。请先不要再次预约。',
    of: {
      hold: '您之前选了一个时间。我们正在查询它是否还为您保留着。',
      book: '您之前发出了一个预约请求。我们正在查询是否预约成功。',
      cancel: '您之前请求取消一个预约。我们正在查询是否已取消。',
      reschedule: '您之前请求给一个预约改期。我们正在查询是否已改期。',
    },
    looking: '正在查询……',
    call: '如果您不想等，请给我们打电话：',
    unknown: '上一个页面还没来得及告诉您结果就关闭了。我们不知道结果怎样。请先不要再次预约。',
    unknownOf: {
      hold: '您之前选了一个时间。我们不知道它是否还为您保留着。这个时间没有预约成功。',
      book: '您之前发出了一个预约请求。我们不知道是否预约成功。请先不要再次预约。',
      cancel: '您之前请求取消一个预约。我们不知道是否已取消。',
      reschedule: '您之前请求给一个预约改期。我们不知道是否已改期。请先不要再次预约。',
      look: '现在无法查询。已经预约的仍然有效。',
    },
    callUs: findOut,
    again: '再查一次',
    nothing: {
      hold: {
        title: '我们为您保留的时间已不再保留',
        text: '没有新增预约。您可以在下面选择一个时间。',
      },
      book: {
        title: '您没有预约成功',
        text: '上一个页面关闭得太早，所以我们查了一下。没有新增预约。您可以在下面选择一个时间。',
      },
      reschedule: {
        title: '您的预约没有改期',
        text: '上一个页面关闭得太早，所以我们查了一下。新的时间没有预约成功。',
      },
    },
    stays: (visit) => `您的这个预约没有变动：${visit}。`,
    oldGone: (visit) => `您的这个预约已取消：${visit}。`,
  },

  nothing: {
    booked: '没有预约成功。',
    changed: nothingChanged,
    cancelled: '您的预约没有取消，也没有变动。',
    /** Of a visit that is being moved. */
    moved: '您原来的预约没有变动。',
    inItsPlace: '您原来的预约已取消，新的时间还没有预约成功。',
  },

  lostAgain: {
    title: '这个时间也被别人约走了',
    text: `很抱歉。${findTime}您也可以在下面另选一个时间。`,
  },

  nearest: {
    take: (visit) => `改选这个时间：${visit}`,
  },

  failures: {
    noAnswer: {
      title: '我们没能连上诊所',
      text: '请检查您的网络，然后再试一次。',
    },
    timedOut: {
      title: '诊所太久没有答复',
      text: '诊所的电脑可能正忙。请再试一次。',
    },
    sessionEnded: {
      title: '您的登录已失效',
      text: `为了您的安全，患者门户过一段时间会自动让您退出登录。${startAgain}`,
    },
    endedBooking: {
      title: '您的登录已失效',
      text: `${startAgain}到时我们会告诉您哪些已经预约成功。`,
    },
    endedCancelling: {
      title: '您的登录已失效',
      text: `${startAgain}到时我们会告诉您哪些已经取消。`,
    },
    notPermitted: {
      title: '我们不能在网上为您办这件事',
      text: `诊所不允许在这里办理。${callForHelp}`,
    },
    notFound: {
      title: '诊所没有找到这一项',
      text: '它可能有了变动。请再试一次。',
    },
    notSupported: {
      title: notOnline,
      text: `诊所系统不提供这项服务。${callForHelp}`,
    },
    conflict: {
      title: '诊所那边有了变动',
      text: '我们显示的内容已经过时。请再试一次。',
    },
    rejected: {
      title: '诊所系统没有同意',
      text: `${notYourFault}${callForHelp}`,
    },
    tooBusy: {
      title: '诊所系统现在很忙',
      text: '请等几分钟，然后再试一次。',
    },
    serverError: {
      title: '诊所系统出了问题',
      text: `${notYourFault}请过几分钟再试一次。`,
    },
    gotHtml: {
      title: '我们收到的是一个网页，不是答复',
      text: '您的网络可能需要先登录。请检查一下，然后再试一次。',
    },
    gotEmpty: {
      title: '诊所的答复是空的',
      text: `${notYourFault}请再试一次。`,
    },
    gotNonsense: {
      title: '我们读不懂诊所的答复',
      text: `${notYourFault}请再试一次。`,
    },
    gotOther: {
      title: '诊所发来了别的内容',
      text: '这不是我们要的内容。请再试一次。',
    },
    gotOtherPatient: {
      title: '我们收到的病历可能不是您的',
      text: '我们不会显示它。请给我们打电话，让我们来纠正。',
    },
    taken: {
      title: '这个时间刚刚被别人约走了',
      text: '请另选一个时间。',
    },
    holdUnknown: {
      title: '我们不知道这个时间是否已为您保留',
      text: '我们没有收到诊所的答复。请再试一次，或者另选一个时间。',
    },
    holdExpired: {
      title: noLongerKept,
      text: '请另选一个时间。',
    },
    declined: {
      title: '诊所不能接受这个时间',
      text: '请另选一个时间。',
    },
    withdrawn: {
      title: '您的预约请求已取消',
      text: '如果您还想就诊，请选择一个时间。',
    },
    notBooked: {
      title: '这个时间没有预约成功',
      text: '我们没有收到诊所的答复，所以查看了您的预约。里面没有这个时间。您可以再试一次。',
    },
    requested: {
      title: waiting,
      text: '还没有预约成功，要等诊所确认。',
    },
    bookingUnknown: {
      title: notKnownBooked,
      text: `请先不要再次预约。${findOut}`,
    },
    cancelRefused: {
      title: '诊所没有取消这个预约',
      text: callForHelp,
    },
    visitChanged: {
      title: '您的预约在诊所那边有了变动',
      text: '它和我们之前显示的不一样了。请再看一遍。',
    },
    notCancelled: {
      title: '这个预约没有取消',
      text: '我们没有收到诊所的答复，所以查看了您的预约。您可以再试一次。',
    },
    cancelUnknown: {
      title: notKnownCancelled,
      text: findOut,
    },
    notExtended: {
      title: '我们没能延长保留时间',
      text: '这个时间只能保留到这里显示的时候。您可以现在确认。',
    },
    notLaunched: {
      title: '请从患者门户打开本页',
      text: '如果单独打开本页，或者重新加载本页，我们就不知道您是谁。',
    },
    notSafe: {
      title: '我们没能让您安全登录',
      text: `为了保护您的病历，我们停了下来。${startAgain}`,
    },
    denied: {
      title: '这个应用不能查看您的病历',
      text: '应用请求查看时，您或医院没有同意。您可以从患者门户重新开始。',
    },
    setUpWrong: {
      title: '这个应用没有设置好',
      text: '这不是您的错，再试也没有用。请给我们打电话预约。',
    },
    signInDown: {
      title: '现在无法登录',
      text: '请过几分钟，从患者门户重新开始。',
    },
    signInFailed: {
      title: '我们没能让您完成登录',
      text: startAgain,
    },
    finished: {
      title: '已经结束',
      text: `本页没有留下您的任何信息。${stillBooked}`,
    },
    idle: {
      title: '为了保护您的信息，我们关闭了本页',
      text: `15 分钟没有人使用本页。${stillBooked}`,
    },
    loadedAgain: {
      title: '请从患者门户再次打开本页',
      text: `本页被重新加载了。为了您的安全，只有患者门户才能打开本页。请在门户里打开预约页面，就能再次看到您的预约。${stillBooked}`,
    },
    noPatient: {
      title: '我们不知道要打开谁的病历',
      text: `患者门户没有告诉我们。${startAgain}`,
    },
    storageBlocked: {
      title: '您的浏览器阻止了本页',
      text: '它不让我们保存任何内容，连您登录时也不行。请换一个浏览器，或者给我们打电话预约。',
    },
  },
};
