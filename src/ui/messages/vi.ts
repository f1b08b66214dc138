import type { LaunchMessages } from '../launch/explanation.ts';
import type { LaterMessages, Messages } from './en.ts';

/** Vietnamese. A noun does not change with its number; counted times are "khung giờ", for "5 giờ" is five o'clock. */
const language = 'vi';

const minutes = (count: number) => `${String(count)} phút`;
const times = (count: number) => `${String(count)} khung giờ`;
const days = (count: number) => `${String(count)} ngày`;

/** The name of a zone within a line: "giờ miền Đông". */
const within = (text: string) => text.replaceAll('Giờ ', 'giờ ');

/** A date that may be of a day, of a month or of a year only. */
const onDate = (date: string) => {
  if (/^\d{4}$/.test(date)) return `năm ${date}`;
  return /^\d{1,2} /.test(date) ? `ngày ${date}` : date;
};

const or = (names: readonly string[]) =>
  [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(' hoặc ');

const appointments = 'Lịch hẹn của tôi';
const notShown = 'Chúng tôi không mở được trang kế tiếp';
const sent = 'Đã gửi, đang chờ phòng khám trả lời';
const perhapsBooked = 'Chúng tôi chưa biết buổi hẹn này đã được đặt hay chưa';
const perhapsCancelled = 'Chúng tôi chưa biết buổi hẹn này đã được hủy hay chưa';
const keepLonger = 'Giữ lâu hơn';
const wait = 'Xin đừng đặt lại lúc này.';
const lookUp = 'Xin gọi cho chúng tôi, chúng tôi sẽ cùng quý vị kiểm tra.';
const findTime = 'Xin gọi cho chúng tôi, chúng tôi sẽ cùng quý vị tìm giờ hẹn.';
const callForHelp = 'Xin gọi cho chúng tôi, chúng tôi sẽ giúp quý vị.';
const notYourFault = 'Đây không phải lỗi của quý vị.';
const fromPortal = 'Xin bắt đầu lại từ cổng thông tin bệnh nhân.';

/** Why the launch page could not go on. */
export const launch: LaunchMessages = {
  failures: {
    'not-launched': {
      title: 'Xin mở trang đặt hẹn từ cổng thông tin bệnh nhân',
      text: 'Trang này chỉ dùng được khi quý vị mở từ cổng thông tin bệnh nhân của mình. Xin trở lại cổng thông tin đó và mở phần đặt hẹn ở đó.',
    },
    'unknown-issuer': {
      title: 'Cổng thông tin này chưa được thiết lập để đặt hẹn ở đây',
      text: 'Chúng tôi không nhận ra cổng thông tin đã mở trang này, nên đã dừng lại. Xin mở phần đặt hẹn từ cổng thông tin bệnh nhân của chính quý vị.',
    },
    'insecure-page': {
      title: 'Trang này không an toàn',
      text: 'Địa chỉ của trang này không bắt đầu bằng “https”. Người khác có thể thấy những gì quý vị gõ ở đây, nên chúng tôi đã dừng lại.',
    },
    'storage-blocked': {
      title: 'Trình duyệt của quý vị đang chặn trang này',
      text: 'Để quý vị đăng nhập được, trang này phải lưu một ít dữ liệu trong vài phút. Xin cho phép cookie và dữ liệu trang web trong trình duyệt của quý vị. Sau đó xin mở lại phần đặt hẹn từ cổng thông tin bệnh nhân.',
    },
    'discovery-failed': {
      unreachable: {
        title: 'Chúng tôi không kết nối được với hệ thống của phòng khám',
        text: 'Xin kiểm tra xem máy của quý vị có internet không. Sau đó xin thử lại.',
      },
      timeout: {
        title: 'Hệ thống của phòng khám trả lời chậm',
        text: 'Chúng tôi đã chờ, nhưng không có câu trả lời. Xin thử lại sau một phút.',
      },
      'not-found': {
        title: 'Trang đặt hẹn hiện chưa sẵn sàng',
        text: 'Hệ thống của phòng khám đã trả lời, nhưng không cho chúng tôi biết cách để quý vị đăng nhập. Xin thử lại sau.',
      },
      'not-json': {
        title: 'Trang đặt hẹn hiện không hoạt động',
        text: 'Hệ thống của phòng khám gửi nội dung mà chúng tôi không đọc được. Xin thử lại sau.',
      },
      'too-large': {
        title: 'Trang đặt hẹn hiện không hoạt động',
        text: 'Hệ thống của phòng khám gửi nhiều hơn hẳn những gì chúng tôi đã hỏi. Xin thử lại sau.',
      },
    },
    'discovery-unsafe': {
      'no-endpoint': {
        title: 'Không đăng nhập được',
        text: 'Hệ thống của phòng khám không có chỗ để đăng nhập. Phòng khám phải sửa lỗi này.',
      },
      'no-pkce': {
        title: 'Chúng tôi đã dừng lại để giữ an toàn cho quý vị',
        text: 'Hệ thống của phòng khám không có cách an toàn để quý vị đăng nhập. Phòng khám phải sửa lỗi này.',
      },
      'foreign-endpoint': {
        title: 'Chúng tôi đã dừng lại để giữ an toàn cho quý vị',
        text: 'Hệ thống của phòng khám muốn đưa quý vị đến một nơi mà chúng tôi không biết. Phòng khám phải sửa lỗi này.',
      },
    },
  },
  nothingBooked: 'Chưa có gì được đặt, và các buổi hẹn của quý vị không có gì thay đổi.',
  tryAgain: 'Thử lại',
  openPortal: 'Đến cổng thông tin bệnh nhân (mở trong thẻ mới)',
  call: (hospital) => `Quý vị cũng có thể gọi ${hospital}:`,
  forStaff: 'Nếu gọi, quý vị có thể đọc dòng này cho họ nghe:',
  brokenSettings: {
    title: 'Trang đặt hẹn chưa được thiết lập',
    text: 'Xin gọi cho phòng khám để đặt hẹn. Quý vị cần cấp cứu? Xin gọi ngay số cấp cứu tại nơi quý vị ở.',
  },
  mistakes: 'Dành cho người thiết lập trang này',
};

/** What patients read on the way to the first screen and on it. */
export const first: Messages = {
  language,

  marks: { comma: ', ', colon: ': ', stop: '. ' },

  titles: {
    opening: 'Đang mở lịch hẹn của quý vị',
    home: 'Đặt lịch hẹn',
    appointments,
  },

  banner: {
    label: 'Bệnh nhân',
    patient: (name) => `Dành cho ${name}`,
    /** Where somebody else is signed in. */
    onBehalf: (name) => `Quý vị đang đặt hẹn cho ${name}`,
    loading: 'Đang tìm tên của quý vị',
    nameless: 'Không có tên trong hồ sơ',
    unread: 'Không đọc được tên của quý vị',
    born: (date) => `Ngày sinh: ${date}`,
  },

  /** Names the list of languages; each has its own name there. */
  languages: 'Ngôn ngữ',

  help: {
    label: 'Trợ giúp',
    phone: (hospital) => `Có thắc mắc? Xin gọi ${hospital}:`,
    call: (number) => `Gọi ${number}`,
  },

  opening: 'Đang mở lịch hẹn của quý vị…',

  time: {
    /** One line, as it is read aloud. */
    when: (day, hour, zone) => `${day}, lúc ${hour} ${within(zone)}`,
    hourAndZone: (hour: string, zone: string) => `${hour} ${zone}`,
    dayAndHour: (day, hour) => `${day}, ${hour}`,
    whenUnconfirmed: (day) =>
      `${day}. Chưa xác nhận được giờ địa phương của phòng khám. Xin gọi để hỏi.`,
    /** At the beginning of a line and within one. */
    about: (day) => `${day} (ngày ước chừng)`,
    unconfirmed: 'Chưa xác nhận được giờ địa phương của phòng khám. Xin gọi để hỏi.',
    elsewhere: (hour) => `Lúc đó là ${hour} ở nơi quý vị đang ở.`,
    minutes,
    /** Within a line. */
    how: { 'in-person': 'gặp trực tiếp', video: 'qua video', phone: 'qua điện thoại' },
    someone: 'Bác sĩ hoặc nhân viên y tế',
    /** `visits` is the patient's own at that time: hours, each with who it is with. */
    clash: (visits) => `Quý vị có buổi hẹn khác vào lúc đó: ${within(visits)}`,
    clashBrief: 'Quý vị có buổi hẹn khác vào lúc đó',
    visit: (hour, who) => `${hour} với ${who}`,
    reading: 'Đang tìm giờ địa phương của phòng khám',
    and: (names) => names.join(' và '),
  },

  home: {
    onRecord: (doctor) => `Đặt hẹn với ${doctor}, bác sĩ chăm sóc chính của quý vị`,
    seenMost: (doctor, visits) =>
      `Đặt hẹn với ${doctor}, người quý vị đã gặp nhiều nhất (${String(visits)} buổi hẹn)`,
    ownDoctor: 'Đặt hẹn với bác sĩ của quý vị',
    yourDoctor: 'bác sĩ của quý vị',
    nextTime: 'Giờ trống sớm nhất',
    bookThis: 'Đặt giờ này',
    /** Where somebody else is signed in. */
    bookThisFor: (name) => `Đặt giờ này cho ${name}`,
    book: 'Đặt',
    otherTimes: 'Hoặc chọn một trong các giờ này',
    otherTimesShown: 'Các giờ trống khác',
    moreOwn: (doctor) => `Xem thêm giờ trống với ${doctor}`,
    moreAnyone: 'Xem thêm giờ trống với bất kỳ bác sĩ nào',
    anyone: 'Sớm nhất với bất kỳ bác sĩ nào',
    looking: 'Đang tìm giờ trống…',
    keeping: 'Đang giữ giờ này cho quý vị…',
    keepingShort: 'Đang giữ…',
    toBook: 'Để đặt hẹn, xin gọi',
    elsewhere: 'Quý vị đặt các giờ này ở một trang khác, hoặc qua điện thoại.',
    nobody: 'Chúng tôi chưa biết bác sĩ của quý vị là ai',
    found: (when) => `Giờ trống sớm nhất: ${when}.`,
    foundNone: 'Chúng tôi không tìm thấy giờ trống nào.',
  },

  unloaded: {
    title: notShown,
    text: 'Có thể internet đang bị gián đoạn. Xin gọi cho chúng tôi, chúng tôi sẽ xem giúp những gì đã được đặt.',
  },
};

/** What patients read after the first screen, or in place of its times. */
export const later: LaterMessages = {
  language,

  semicolon: '; ',
  quoted: (text: string) => `“${text}”`,

  titles: {
    'not-opened': 'Chúng tôi không mở được lịch hẹn của quý vị',
    closed: 'Trang đặt hẹn đã đóng',
    'more-times': 'Chọn giờ hẹn',
    moreTimesMoving: 'Chọn giờ hẹn mới',
    find: 'Tìm giờ hẹn',
    appointments,
    check: 'Xem lại buổi hẹn của quý vị',
    checkMoving: 'Xem lại giờ hẹn mới của quý vị',
    booked: 'Buổi hẹn của quý vị đã được đặt',
    requested: sent,
    unknown: perhapsBooked,
    change: {
      'not-loaded': notShown,
      reading: 'Đang xem buổi hẹn của quý vị',
      'not-read': 'Chúng tôi không xem được buổi hẹn của quý vị',
      changed: 'Buổi hẹn này đã thay đổi',
      'not-offered': 'Việc này không làm trên mạng được',
      asking: 'Hủy buổi hẹn này?',
      cancelled: 'Buổi hẹn của quý vị đã được hủy',
      unknown: perhapsCancelled,
    },
    moved: {
      moved: 'Buổi hẹn của quý vị đã được dời',
      both: 'Quý vị hiện có hai buổi hẹn',
      perhapsBoth: 'Buổi hẹn mới của quý vị đã được đặt',
      requested: sent,
      'won-back': 'Buổi hẹn của quý vị chưa được dời',
      'nothing-left': 'Buổi hẹn cũ của quý vị đã được hủy, và chưa có buổi hẹn mới nào được đặt',
      unknown: 'Chúng tôi chưa biết buổi hẹn của quý vị đã được dời hay chưa',
    },
    recovering: {
      checking: 'Đang kiểm tra xem việc của quý vị ra sao',
      unknown: 'Chúng tôi không biết được việc của quý vị ra sao',
    },
  },

  help: {
    portal: 'Trở lại cổng thông tin bệnh nhân',
    newTab: '(mở trong thẻ mới)',
    noPortal: 'Xin đóng trang này và mở lại từ cổng thông tin bệnh nhân.',
    clinicSays: 'Hệ thống của phòng khám báo:',
    moreInformation: 'Đọc thêm thông tin của phòng khám',
    tryAgain: 'Thử lại',
    home: 'Trở lại trang đặt hẹn',
    appointments: 'Trở lại lịch hẹn của tôi',
  },

  time: {
    parts: { morning: 'Buổi sáng', afternoon: 'Buổi chiều', evening: 'Chiều tối' },
    inPart: { morning: 'buổi sáng', afternoon: 'buổi chiều', evening: 'chiều tối' },
    venue: { 'in-person': 'Gặp trực tiếp', video: 'Qua video', phone: 'Qua điện thoại' },
  },

  noTimes: {
    nobody:
      'Hồ sơ của quý vị không ghi tên bác sĩ chăm sóc chính. Quý vị có thể gặp bất kỳ bác sĩ nào còn giờ trống. Hoặc xin gọi cho chúng tôi, chúng tôi sẽ giúp quý vị chọn.',
    own: (doctor) => `Không có giờ trống với ${doctor}`,
    anyone: 'Hiện không có giờ trống',
    lookedUpTo: (until) =>
      `Chúng tôi đã tìm cho đến ${until}. Mỗi ngày có thể có thêm giờ trống mới. Quý vị cũng có thể gọi cho chúng tôi.`,
    seeAnyone: 'Xem giờ trống với bất kỳ bác sĩ nào',
    /** Of a list that was asked for. */
    upTo: (until) => `Chúng tôi đã tìm cho đến ${until}.`,
    /** Where it was searched for. */
    search: 'Chúng tôi không tìm thấy giờ nào phù hợp',
    others: 'Những cách khác để có giờ hẹn',
    lookingForOthers: 'Đang tìm cách khác…',
    noOthers: `Chúng tôi không tìm thấy cách nào khác trên mạng. ${findTime}`,
    way: {
      clinicians: (next) => `Với bác sĩ khác: ${next}`,
      places: (next) => `Ở nơi khác: ${next}`,
      video: (next) => `Qua video: ${next}`,
      phone: (next) => `Qua điện thoại: ${next}`,
    },
    next: (when) => `sớm nhất là ${when}`,
    later: 'Tìm ở những ngày sau đó',
    orCall: 'Hoặc gọi cho chúng tôi:',
  },

  moreTimes: {
    anyone: 'Giờ trống với bất kỳ bác sĩ nào',
    practitioner: (doctor) => `Giờ trống với ${doctor}`,
    search: 'Những giờ phù hợp với điều quý vị tìm',
    changeSearch: 'Thay đổi cách tìm',
    lead: (count) => `Sau đây là ${days(count)} gần nhất có giờ trống.`,
    found: (count, on) => `Tìm thấy ${times(count)} trong ${days(on)}.`,
    incomplete:
      'Chúng tôi không lấy được tất cả các giờ. Có thể còn giờ khác. Quý vị có thể gọi cho chúng tôi để hỏi.',
    /** `others` are ways in which times were not as asked for. */
    ignored: (others) =>
      `Hệ thống của phòng khám cũng gửi những giờ ${or(others)}. Chúng tôi đã bỏ những giờ đó ra.`,
    other: {
      practitioners: 'với bác sĩ khác',
      locations: 'ở nơi khác',
      specialties: 'cho chuyên khoa khác',
      visitTypes: 'cho loại buổi hẹn khác',
    },
    lookingForMore: 'Đang tìm thêm ngày…',
    later: 'Xem những ngày sau đó',
    more: (on, count) => `Thêm ${days(on)}. ${times(count)}.`,
    nothingUpTo: (until) => `Chúng tôi đã tìm cho đến ${until} và không thấy thêm giờ nào.`,
    noLater: (until) => `Chúng tôi đã tìm cho đến ${until}. Không còn ngày nào sau đó.`,
    noneUpTo: (until) => `Chúng tôi đã tìm cho đến ${until}. Không có giờ trống nào.`,
    allUpTo: (until) => `Đây là tất cả các giờ đến hết ${until}.`,
    showAll: {
      morning: (count) => `Xem tất cả ${times(count)} buổi sáng`,
      afternoon: (count) => `Xem tất cả ${times(count)} buổi chiều`,
      evening: (count) => `Xem tất cả ${times(count)} chiều tối`,
    },
    allShown: {
      morning: (count) => `Đã hiện tất cả ${times(count)} buổi sáng.`,
      afternoon: (count) => `Đã hiện tất cả ${times(count)} buổi chiều.`,
      evening: (count) => `Đã hiện tất cả ${times(count)} chiều tối.`,
    },
    filters: {
      practitioner: 'Bác sĩ',
      anyone: 'Ai cũng được',
      partOfDay: 'Buổi trong ngày',
      anyTime: 'Giờ nào cũng được',
      parts: {
        morning: 'Buổi sáng (trước 12:00 trưa)',
        afternoon: 'Buổi chiều (12:00 trưa đến 17:00)',
        evening: 'Chiều tối (từ 17:00 trở đi)',
      },
      venue: 'Hình thức',
      anyHow: 'Cách nào cũng được',
    },
    noneFit: 'Không có giờ nào phù hợp với những gì quý vị chọn ở trên.',
    showEvery: 'Xem tất cả các giờ',
    passed: (hours) => `Giờ ${hours.join(', ')} đã qua. Chúng tôi đã bỏ ra khỏi danh sách.`,
    choicePassed: (when) => `Giờ quý vị chọn, ${when}, đã qua. Xin chọn giờ khác.`,
    with: (who) => `Với ${who}`,
    zone: (zone) => `Các giờ này tính theo ${within(zone)}.`,
    summary: (day, count) => `${day}: ${times(count)}`,
    chosen: 'Quý vị chọn:',
    notChosen: 'Quý vị chưa chọn giờ.',
    choose: 'Xin chọn giờ trước.',
    continue: 'Tiếp tục',
    back: 'Trở lại',
  },

  /** What a patient looks for, within a line. */
  wish: {
    or,
    with: (names) => `với ${names}`,
    at: (places) => `tại ${places}`,
    near: (places) => `gần ${places}`,
    weekdays: ['Chủ Nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'],
    parts: { morning: 'buổi sáng', afternoon: 'buổi chiều', evening: 'chiều tối' },
    from: (day) => `từ ${day}`,
    to: (day) => `đến hết ${day}`,
    fromTo: (from, to) => `từ ${from} đến hết ${to}`,
  },

  find: {
    menu: 'Những gì quý vị có thể đặt trên mạng',
    looking: 'Đang tìm những gì quý vị có thể đặt…',
    found: (count) => `Có ${String(count)} loại buổi hẹn có thể đặt trên mạng.`,
    next: (when) => `Sớm nhất: ${when}`,
    lookingForNext: 'Đang tìm giờ sớm nhất…',
    notChecked: 'Chúng tôi không kiểm tra được có giờ trống hay không.',
    seeTimes: 'Xem giờ trống',
    call: 'Xin gọi điện thoại để đặt hẹn những loại sau đây',
    callAbout: 'Hiện không có giờ trống trên mạng.',
    walkIn: 'Không cần hẹn trước',
    walkInAbout: 'Quý vị cứ đến.',
    search: 'Tìm kiếm giờ hẹn',
    /** From the top of the page down to the search. */
    toSearch: 'Đến phần tìm kiếm giờ hẹn',
    searchAbout: 'Quý vị chỉ cần điền những gì quan trọng với mình. Mở một dòng ra để chọn.',
    /** A line of the form, closed. */
    line: (name, chosen) => `${name}: ${chosen}`,
    kinds: {
      visitTypes: { name: 'Loại buổi hẹn', any: 'loại nào cũng được' },
      practitioners: { name: 'Bác sĩ', any: 'ai cũng được' },
      locations: { name: 'Nơi khám', any: 'ở đâu cũng được' },
      specialties: { name: 'Chuyên khoa', any: 'khoa nào cũng được' },
      period: { name: 'Khi nào', any: 'lúc nào cũng được' },
      venues: { name: 'Hình thức', any: 'cách nào cũng được' },
    },
    several: 'Quý vị có thể chọn nhiều mục. Mục nào chọn trước được ưu tiên trước.',
    choice: (nth) => `Ưu tiên ${String(nth)}`,
    filter: 'Tìm trong danh sách này',
    filtered: (shown, all) => `Đang hiện ${String(shown)} trong số ${String(all)} mục.`,
    places: 'Thành phố, thị trấn hoặc mã ZIP',
    placesHint: 'Nếu có nhiều nơi, xin ghi dấu phẩy ở giữa.',
    from: 'Từ ngày',
    to: 'Đến hết ngày',
    weekdays: 'Các ngày trong tuần',
    weekdayNames: ['Chủ Nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'],
    partsOfDay: 'Buổi trong ngày',
    wrong: {
      unread: 'Xin điền đủ ngày, tháng và năm.',
      past: 'Ngày này đã qua. Xin chọn một ngày sau ngày này.',
      order: 'Ngày này ở trước ngày bắt đầu. Xin chọn một ngày sau ngày này.',
    },
    show: 'Xem giờ trống',
    startOver: 'Chọn lại từ đầu',
    cleared: 'Đã xóa tất cả những gì quý vị chọn.',
  },

  /** On the first screen. */
  ways: {
    title: 'Những cách khác để tìm giờ hẹn',
    search: 'Tìm theo nơi khám, chuyên khoa hoặc loại buổi hẹn',
    seen: (doctor) => `Giờ trống với ${doctor}`,
    again: (kind) => `Hẹn lần nữa: ${kind}`,
    againWith: (kind, doctor) => `Hẹn lần nữa: ${kind}, với ${doctor}`,
  },

  /** Times that are booked on another page, or by phone. */
  elsewhere: {
    book: (site) => `Đặt tại ${site}`,
    opens: 'mở một trang khác',
    orCall: 'Hoặc gọi',
  },

  check: {
    who: 'Cho ai',
    with: 'Với ai',
    when: 'Khi nào',
    where: 'Ở đâu',
    how: 'Hình thức',
    long: 'Bao lâu',
    kind: 'Loại buổi hẹn',
    contact: 'Điện thoại và email trong hồ sơ',
    noContact: 'Không có trong hồ sơ',
    plan: 'Bảo hiểm sức khỏe trong hồ sơ',
    planLoading: 'Đang tìm bảo hiểm của quý vị',
    planFailed: 'Chúng tôi không đọc được bảo hiểm của quý vị. Xin mang theo thẻ bảo hiểm.',
    planNone: 'Không có trong hồ sơ. Xin mang theo thẻ bảo hiểm.',
    planUnnamed: 'Bảo hiểm không ghi tên',
    planActiveTo: (date) => `Có hiệu lực đến hết ${onDate(date)}.`,
    planActive: 'Đang có hiệu lực.',
    planEnded: (date) =>
      `Bảo hiểm trong hồ sơ của quý vị đã hết hạn ${onDate(date)}. Xin gọi cho chúng tôi hoặc mang theo thẻ mới.`,
    planNotActive:
      'Bảo hiểm trong hồ sơ của quý vị không có hiệu lực. Xin gọi cho chúng tôi hoặc mang theo thẻ mới.',
    planStarts: (date) => `Có hiệu lực từ ${onDate(date)}.`,
    stillPossible: 'Quý vị vẫn có thể chọn giờ này.',
    visitsUnread: 'Chúng tôi không kiểm tra được quý vị có buổi hẹn khác vào lúc đó hay không.',
    reason: 'Quý vị hẹn vì lý do gì?',
    reasonHint: 'Quý vị có thể để trống.',
    left: (count) => `Còn viết thêm được ${String(count)} chữ cái.`,
    keptUntil: (hour, left) =>
      `Chúng tôi đang giữ giờ này cho quý vị đến ${within(hour)} (còn khoảng ${minutes(left)}).`,
    kept: 'Chúng tôi đang giữ giờ này cho quý vị.',
    notKept: 'Giờ này chưa được giữ cho đến khi quý vị xác nhận.',
    minutesLeft: (left) => `Chúng tôi còn giữ giờ này trong ${minutes(left)} nữa.`,
    keepLonger,
    keepingLonger: 'Đang xin thêm thời gian…',
    keptLonger: 'Xong. Quý vị đã có thêm thời gian.',
    endsSoon: (left) =>
      `Chỉ còn ${minutes(left)}. Xin xác nhận ngay, hoặc bấm “${keepLonger}” nếu quý vị cần thêm thời gian.`,
    signInEndsSoon:
      'Phiên đăng nhập của quý vị sẽ hết trong chưa đầy hai phút nữa. Xin xác nhận ngay.',
    confirm: 'Xác nhận buổi hẹn',
    /** Where somebody else is signed in. */
    confirmFor: (name) => `Xác nhận buổi hẹn cho ${name}`,
    prepare: 'Cách chuẩn bị',
    booking: 'Đang đặt…',
    slow: 'Vẫn đang xác nhận, xin chờ. Xin đừng bấm lần nữa.',
    readingBack: 'Đang kiểm tra với phòng khám…',
    another: 'Chọn giờ khác',
    expired: 'Chúng tôi không giữ giờ này được nữa',
    expiredText: 'Những gì quý vị đã viết vẫn còn ở đây. Quý vị có thể xin lại giờ này.',
    again: 'Xin lại giờ này',
    asking: 'Đang xin giờ này…',
  },

  booked: {
    status: 'Phòng khám đã ghi buổi hẹn của quý vị vào lịch.',
    next: 'Những việc tiếp theo',
    nextText:
      'Giờ này là của quý vị. Bây giờ quý vị không cần làm gì thêm. Xin mang theo thẻ bảo hiểm sức khỏe và danh sách thuốc của quý vị.',
    call: 'Nếu không đến được, xin gọi cho chúng tôi càng sớm càng tốt.',
    /** What can be done about it here. */
    tell: {
      both: 'Nếu không đến được, xin báo cho chúng tôi càng sớm càng tốt. Quý vị có thể hủy hoặc dời buổi hẹn ở đây, hoặc gọi cho chúng tôi.',
      cancel:
        'Nếu không đến được, xin báo cho chúng tôi càng sớm càng tốt. Quý vị có thể hủy buổi hẹn ở đây, hoặc gọi cho chúng tôi.',
      move: 'Nếu không đến được, xin báo cho chúng tôi càng sớm càng tốt. Quý vị có thể dời buổi hẹn ở đây. Để hủy, xin gọi cho chúng tôi.',
    },
    print: 'In trang này',
    directions: 'Xem chỉ đường',
    mine: 'Xem lịch hẹn của tôi',
    another: 'Đặt một buổi hẹn khác',
    finish: 'Kết thúc',
  },

  /** A calendar of one's own is "lịch cá nhân", for "lịch hẹn" is the list of visits. */
  calendar: {
    add: 'Thêm vào lịch cá nhân của tôi',
    /** The visit is off. */
    update: 'Cập nhật lịch cá nhân của tôi',
    making: 'Đang tạo tập tin…',
    done: 'Xin mở tập tin vừa được lưu. Tập tin đó sẽ thêm buổi hẹn vào lịch cá nhân của quý vị.',
    updated:
      'Xin mở tập tin vừa được lưu. Tập tin đó sẽ xóa buổi hẹn khỏi lịch cá nhân của quý vị.',
    failed: 'Chúng tôi không tạo được tập tin. Xin thử lại.',
    /** What other people may see who look at the calendar. */
    title: 'Buổi hẹn',
    note: (phone) => `Để đổi hoặc hủy, xin vào cổng thông tin bệnh nhân hoặc gọi ${phone}.`,
    file: 'lich-hen.ics',
  },

  requested: {
    text: 'Buổi hẹn này chưa được đặt. Phòng khám đã nhận yêu cầu của quý vị và phải đồng ý trước.',
    askedFor:
      'Trang này sẽ hiện câu trả lời ngay khi có. Quý vị không cần gửi lại. Quý vị cũng có thể đóng trang này. Phòng khám sẽ liên lạc với quý vị.',
    silent: 'Phòng khám chưa trả lời. Phòng khám sẽ liên lạc với quý vị.',
    later: `Quý vị không cần gửi lại. Sau này xin xem “${appointments}” để biết câu trả lời, hoặc gọi cho chúng tôi:`,
    given: 'Phòng khám đã đồng ý.',
  },

  unknown: {
    text: `Chúng tôi đã gửi yêu cầu của quý vị, nhưng không nhận được câu trả lời của phòng khám. ${wait} ${lookUp}`,
  },

  appointments: {
    coming: 'Sắp tới',
    past: 'Các buổi hẹn đã qua',
    loading: 'Đang tìm lịch hẹn của quý vị…',
    noneComing: 'Quý vị không có buổi hẹn nào sắp tới.',
    nonePast: 'Quý vị không có buổi hẹn nào đã qua.',
    missing: 'Có thể còn thiếu vài buổi hẹn. Xin gọi cho chúng tôi để biết chắc.',
    found: (coming, past) => `${String(coming)} buổi hẹn sắp tới, ${String(past)} buổi hẹn đã qua.`,
    status: {
      proposed: 'Chưa được đặt: đang chờ phòng khám xác nhận',
      pending: 'Chưa được đặt: đang chờ phòng khám xác nhận',
      booked: 'Đã được đặt',
      arrived: 'Quý vị đã đến nơi',
      'checked-in': 'Quý vị đã làm thủ tục vào khám',
      fulfilled: 'Đã xong',
      cancelled: 'Đã hủy',
      noshow: 'Đã lỡ hẹn',
      waitlist: 'Trong danh sách chờ',
      'entered-in-error': 'Ghi nhầm',
      unknown: 'Xin gọi cho chúng tôi để hỏi về buổi hẹn này',
    },
    /** Of a day that has gone by. */
    wasBooked: 'Lúc đó đã được đặt',
    wasNotBooked: 'Lúc đó chưa được đặt',
    /** Only where the clinic's system says so. */
    cancelledBy: {
      clinic: 'Phòng khám đã hủy buổi hẹn này.',
      patient: 'Quý vị đã hủy buổi hẹn này.',
    },
    lastChange: (day) => `Thay đổi lần cuối: ${day}.`,
    move: 'Dời buổi hẹn này',
    cancel: 'Hủy buổi hẹn này',
    call: {
      move: 'Để dời một buổi hẹn, xin gọi',
      cancel: 'Để hủy một buổi hẹn, xin gọi',
      both: 'Để dời hoặc hủy một buổi hẹn, xin gọi',
    },
    /** Where the hospital has a portal. */
    inPortal: {
      move: 'Dời buổi hẹn trong cổng thông tin bệnh nhân',
      cancel: 'Hủy buổi hẹn trong cổng thông tin bệnh nhân',
      both: 'Dời hoặc hủy buổi hẹn trong cổng thông tin bệnh nhân',
    },
  },

  /** A visit within a line. */
  visit: (when, who) => `${when}, với ${who}`,

  kept: {
    status: 'Đang giữ cho quý vị, chưa được đặt.',
    notice: 'Chúng tôi vẫn đang giữ một giờ hẹn cho quý vị',
    notBooked: 'Giờ này chưa được đặt.',
    finish: 'Hoàn tất đặt hẹn',
    letGo: 'Không giữ giờ này nữa',
    lettingGo: 'Đang trả lại giờ này…',
  },

  change: {
    reading: 'Đang kiểm tra với phòng khám…',
    notRight: 'Nếu điều này không đúng, xin gọi cho chúng tôi:',
    why: 'Vì sao? Quý vị có thể để trống.',
    unsaid: 'Tôi không muốn nói',
    reasons: {
      improved: 'Tôi thấy khỏe hơn',
      transportation: 'Tôi không có phương tiện để đến',
      weather: 'Thời tiết',
      'needs-tests': 'Tôi chưa làm các xét nghiệm cần làm trước',
      refused: 'Tôi không muốn buổi hẹn này nữa',
      moved: 'Tôi đã dọn đi nơi khác',
      'new-provider': 'Bây giờ tôi khám với bác sĩ khác',
      terminated: 'Bảo hiểm sức khỏe của tôi đã hết hạn',
      'patient-cancel': 'Tôi không đến được, hoặc lý do khác',
    },
    yes: 'Có, hủy buổi hẹn này',
    /** Where somebody else is signed in. */
    yesFor: (name) => `Có, hủy buổi hẹn này của ${name}`,
    keep: 'Để nguyên buổi hẹn của tôi',
    moveInstead: 'Dời sang giờ khác thay vì hủy',
    cancelling: 'Đang hủy…',
    slow: 'Vẫn đang hủy, xin chờ. Xin đừng bấm lần nữa.',
    cancelled: 'Hệ thống của phòng khám ghi là buổi hẹn này đã được hủy.',
    unknown: `Chúng tôi đã xin phòng khám hủy buổi hẹn này, nhưng không nhận được câu trả lời. ${lookUp}`,
    /** What a visit that has changed is now. */
    nowAt: (when) => `Ở phòng khám, buổi hẹn này hiện được ghi vào ${when}.`,
    nowIs: (status) => `Hệ thống của phòng khám hiện ghi: ${status}.`,
    nowCancelled: 'Buổi hẹn này đã được hủy.',
    notOffered: {
      cancel:
        'Hệ thống của phòng khám không cho chúng tôi hủy buổi hẹn ở đây. Buổi hẹn của quý vị vẫn còn nguyên. Xin gọi cho chúng tôi, chúng tôi sẽ hủy giúp quý vị.',
      move: 'Hệ thống của phòng khám không cho chúng tôi dời buổi hẹn ở đây. Buổi hẹn của quý vị vẫn còn nguyên. Xin gọi cho chúng tôi, chúng tôi sẽ dời giúp quý vị.',
    },
  },

  /** "Buổi hẹn mới được đặt" could mean a visit that has only just been booked: hence "đặt xong", "đã được đặt". */
  moving: {
    lead: (visit) => `Đang dời buổi hẹn ${visit}.`,
    stays: 'Buổi hẹn này vẫn còn nguyên cho đến khi đặt xong buổi hẹn mới.',
    oneOnly:
      'Phòng khám này chỉ cho quý vị có một buổi hẹn. Chúng tôi chỉ hủy buổi hẹn này sau khi quý vị đã chọn giờ mới và đồng ý.',
    gone: (visit) =>
      `Buổi hẹn cũ của quý vị, ${visit}, đã được hủy. Xin chọn giờ mới, hoặc gọi cho chúng tôi.`,
    keep: 'Để nguyên buổi hẹn của tôi',
    anyone: 'Xem giờ trống với bất kỳ bác sĩ nào',
    own: (doctor) => `Xem giờ trống với ${doctor}`,
    old: 'Buổi hẹn cũ',
    oldIsCancelled: 'Buổi hẹn cũ, đã hủy',
    new: 'Buổi hẹn mới',
    confirm: 'Dời buổi hẹn của tôi',
    agree: 'Tôi đồng ý, dời buổi hẹn của tôi',
    /** Where somebody else is signed in. */
    confirmFor: (name) => `Dời buổi hẹn của ${name}`,
    agreeFor: (name) => `Tôi đồng ý, dời buổi hẹn của ${name}`,
    consent: {
      title: 'Trước khi quý vị đồng ý',
      text: 'Phòng khám này chỉ cho quý vị có một buổi hẹn. Chúng tôi giữ giờ mới cho quý vị. Sau đó chúng tôi hủy buổi hẹn cũ, rồi đặt buổi hẹn mới. Nếu có trục trặc, chúng tôi sẽ cố lấy lại giờ cũ cho quý vị.',
    },
    lookAgain: 'Xin xem lại cả hai buổi hẹn trước khi tiếp tục.',
    oldCancelled: 'Buổi hẹn cũ của quý vị đã được hủy. Xin xác nhận ngay để đặt giờ mới.',
    sent: 'Đang dời buổi hẹn của quý vị…',
    cancellingOld: 'Giờ mới của quý vị đã được đặt. Đang hủy buổi hẹn cũ…',
    cancellingFirst: 'Đang hủy buổi hẹn cũ. Giờ mới đang được giữ cho quý vị…',
    bookingNew: 'Đang đặt giờ mới…',
    winningBack: 'Đang lấy lại giờ cũ của quý vị…',
  },

  moved: {
    moved: 'Phòng khám đã ghi giờ mới của quý vị vào lịch. Buổi hẹn cũ của quý vị đã được hủy.',
    inPlace: 'Phòng khám đã ghi giờ mới của quý vị vào lịch. Giờ mới thay cho giờ cũ.',
    oldGone: (visit) => `Đã hủy: ${visit}.`,
    both: 'Buổi hẹn mới của quý vị đã được đặt. Buổi hẹn cũ chưa được hủy, nên vẫn còn.',
    perhapsBoth:
      'Chúng tôi chưa biết buổi hẹn cũ của quý vị đã được hủy hay chưa. Có thể buổi hẹn đó vẫn còn.',
    cancelOld: 'Hủy buổi hẹn cũ',
    callUs: 'Quý vị cũng có thể gọi cho chúng tôi, chúng tôi sẽ hủy giúp quý vị:',
    requested: {
      new: 'Buổi hẹn mới, chưa được đặt',
      stays:
        'Giờ mới chưa được đặt. Phòng khám phải đồng ý trước. Cho đến lúc đó, buổi hẹn cũ của quý vị vẫn còn nguyên.',
      gone: 'Buổi hẹn cũ của quý vị đã được hủy. Giờ mới chưa được đặt. Phòng khám phải đồng ý trước.',
      cancelsOld:
        'Nếu phòng khám đồng ý trong lúc trang này còn mở, chúng tôi sẽ hủy buổi hẹn cũ của quý vị.',
      twoLater: {
        cancel: 'Nếu sau này quý vị thấy có hai buổi hẹn, xin hủy buổi cũ hoặc gọi cho chúng tôi.',
        call: 'Nếu sau này quý vị thấy có hai buổi hẹn, xin gọi cho chúng tôi.',
      },
    },
    wonBack:
      'Giờ mới không đặt được. Giờ cũ của quý vị đã được đặt lại, nên quý vị vẫn còn buổi hẹn của mình.',
    nothingLeft: `Giờ mới cũng không đặt được. ${findTime}`,
    unknown: {
      lead: `${wait} ${lookUp}`,
      new: {
        booked: 'Giờ mới đã được đặt.',
        'not-booked': 'Giờ mới chưa được đặt.',
        unknown: 'Chúng tôi chưa biết giờ mới đã được đặt hay chưa.',
      },
      old: {
        booked: 'Buổi hẹn cũ của quý vị vẫn còn.',
        cancelled: 'Buổi hẹn cũ của quý vị đã được hủy.',
        unknown: 'Chúng tôi chưa biết quý vị còn giờ cũ hay không.',
      },
    },
    again: 'Chọn giờ khác',
  },

  recovering: {
    checking: `Trang vừa rồi đã đóng khi chúng tôi chưa kịp báo cho quý vị biết việc đó đã xong hay chưa. Chúng tôi đang kiểm tra. ${wait}`,
    of: {
      hold: 'Quý vị đã chọn một giờ hẹn. Chúng tôi đang kiểm tra giờ đó có còn được giữ cho quý vị không.',
      book: 'Quý vị đã gửi yêu cầu đặt hẹn. Chúng tôi đang kiểm tra buổi hẹn đã được đặt hay chưa.',
      cancel:
        'Quý vị đã xin hủy một buổi hẹn. Chúng tôi đang kiểm tra buổi hẹn đã được hủy hay chưa.',
      reschedule:
        'Quý vị đã xin dời một buổi hẹn. Chúng tôi đang kiểm tra buổi hẹn đã được dời hay chưa.',
    },
    looking: 'Đang kiểm tra…',
    call: 'Nếu không muốn chờ, xin gọi cho chúng tôi:',
    unknown: `Trang vừa rồi đã đóng khi chúng tôi chưa kịp báo cho quý vị biết việc đó đã xong hay chưa. Chúng tôi không biết việc đó ra sao. ${wait}`,
    unknownOf: {
      hold: 'Quý vị đã chọn một giờ hẹn. Chúng tôi không biết giờ đó có còn được giữ cho quý vị không. Giờ đó chưa được đặt.',
      book: `Quý vị đã gửi yêu cầu đặt hẹn. Chúng tôi không biết buổi hẹn đã được đặt hay chưa. ${wait}`,
      cancel: 'Quý vị đã xin hủy một buổi hẹn. Chúng tôi không biết buổi hẹn đã được hủy hay chưa.',
      reschedule: `Quý vị đã xin dời một buổi hẹn. Chúng tôi không biết buổi hẹn đã được dời hay chưa. ${wait}`,
      look: 'Hiện chúng tôi chưa xem được. Những gì đã đặt vẫn còn nguyên.',
    },
    callUs: lookUp,
    again: 'Kiểm tra lại',
    nothing: {
      hold: {
        title: 'Giờ chúng tôi giữ cho quý vị không còn được giữ nữa',
        text: 'Chưa có gì được đặt. Quý vị có thể chọn giờ ở dưới đây.',
      },
      book: {
        title: 'Buổi hẹn của quý vị chưa được đặt',
        text: 'Trang vừa rồi đã đóng quá sớm, nên chúng tôi đã kiểm tra. Chưa có gì được đặt. Quý vị có thể chọn giờ ở dưới đây.',
      },
      reschedule: {
        title: 'Buổi hẹn của quý vị chưa được dời',
        text: 'Trang vừa rồi đã đóng quá sớm, nên chúng tôi đã kiểm tra. Giờ mới chưa được đặt.',
      },
    },
    stays: (visit) => `Buổi hẹn của quý vị, ${visit}, vẫn còn nguyên.`,
    oldGone: (visit) => `Buổi hẹn của quý vị, ${visit}, đã được hủy.`,
  },

  nothing: {
    booked: 'Chưa có gì được đặt.',
    changed: 'Chưa có gì được đặt hay thay đổi.',
    cancelled: 'Buổi hẹn của quý vị chưa được hủy. Buổi hẹn vẫn còn nguyên.',
    /** Of a visit that is being moved. */
    moved: 'Buổi hẹn cũ của quý vị vẫn còn nguyên.',
    inItsPlace: 'Buổi hẹn cũ của quý vị đã được hủy, và chưa có gì được đặt thay vào đó.',
  },

  lostAgain: {
    title: 'Giờ đó cũng vừa hết chỗ',
    text: `Chúng tôi rất tiếc. ${findTime} Quý vị cũng có thể chọn giờ khác ở dưới đây.`,
  },

  nearest: {
    take: (visit) => `Chọn giờ này thay vào đó: ${visit}`,
  },

  failures: {
    noAnswer: {
      title: 'Chúng tôi không kết nối được với phòng khám',
      text: 'Xin kiểm tra internet của quý vị, rồi thử lại.',
    },
    timedOut: {
      title: 'Phòng khám trả lời quá lâu',
      text: 'Có thể máy tính của phòng khám đang bận. Xin thử lại.',
    },
    sessionEnded: {
      title: 'Phiên đăng nhập của quý vị đã hết',
      text: `Để giữ an toàn cho quý vị, cổng thông tin tự đăng xuất sau một lúc. ${fromPortal}`,
    },
    endedBooking: {
      title: 'Phiên đăng nhập của quý vị đã hết',
      text: `${fromPortal} Khi đó chúng tôi sẽ cho quý vị thấy những gì đã được đặt.`,
    },
    endedCancelling: {
      title: 'Phiên đăng nhập của quý vị đã hết',
      text: `${fromPortal} Khi đó chúng tôi sẽ cho quý vị thấy những gì đã được hủy.`,
    },
    notPermitted: {
      title: 'Chúng tôi không làm việc này cho quý vị trên mạng được',
      text: `Phòng khám không cho phép làm việc này ở đây. ${callForHelp}`,
    },
    notFound: {
      title: 'Phòng khám không tìm thấy mục này',
      text: 'Có thể mục này đã thay đổi. Xin thử lại.',
    },
    notSupported: {
      title: 'Việc này không làm trên mạng được',
      text: `Hệ thống của phòng khám không có phần này. ${callForHelp}`,
    },
    conflict: {
      title: 'Có điều đã thay đổi ở phòng khám',
      text: 'Những gì chúng tôi đã hiện cho quý vị không còn đúng nữa. Xin thử lại.',
    },
    rejected: {
      title: 'Hệ thống của phòng khám không chấp nhận',
      text: `${notYourFault} ${callForHelp}`,
    },
    tooBusy: {
      title: 'Hệ thống của phòng khám đang rất bận',
      text: 'Xin chờ vài phút, rồi thử lại.',
    },
    serverError: {
      title: 'Hệ thống của phòng khám đang gặp trục trặc',
      text: `${notYourFault} Xin thử lại sau vài phút.`,
    },
    gotHtml: {
      title: 'Chúng tôi nhận được một trang web, không phải câu trả lời',
      text: 'Có thể mạng internet của quý vị đòi đăng nhập trước. Xin kiểm tra điều đó, rồi thử lại.',
    },
    gotEmpty: {
      title: 'Câu trả lời của phòng khám không có nội dung',
      text: `${notYourFault} Xin thử lại.`,
    },
    gotNonsense: {
      title: 'Chúng tôi không đọc được câu trả lời của phòng khám',
      text: `${notYourFault} Xin thử lại.`,
    },
    gotOther: {
      title: 'Phòng khám gửi một nội dung khác',
      text: 'Đó không phải là điều chúng tôi đã hỏi. Xin thử lại.',
    },
    gotOtherPatient: {
      title: 'Chúng tôi nhận được một hồ sơ có thể không phải của quý vị',
      text: 'Chúng tôi không hiện hồ sơ đó. Xin gọi cho chúng tôi để chúng tôi sửa lại cho đúng.',
    },
    taken: {
      title: 'Giờ đó vừa hết chỗ',
      text: 'Xin chọn giờ khác.',
    },
    holdUnknown: {
      title: 'Chúng tôi không biết giờ này có đang được giữ hay không',
      text: 'Câu trả lời của phòng khám đã bị thất lạc. Xin thử lại, hoặc chọn giờ khác.',
    },
    holdExpired: {
      title: 'Chúng tôi không giữ giờ đó được nữa',
      text: 'Xin chọn giờ khác.',
    },
    declined: {
      title: 'Phòng khám không nhận hẹn vào giờ đó được',
      text: 'Xin chọn giờ khác.',
    },
    withdrawn: {
      title: 'Yêu cầu của quý vị đã được hủy',
      text: 'Nếu quý vị vẫn muốn hẹn, xin chọn giờ.',
    },
    notBooked: {
      title: 'Buổi hẹn này chưa được đặt',
      text: 'Câu trả lời đã bị thất lạc, nên chúng tôi đã xem lịch hẹn của quý vị. Giờ này không có trong đó. Quý vị có thể thử lại.',
    },
    requested: {
      title: sent,
      text: 'Buổi hẹn này chưa được đặt. Phòng khám phải đồng ý trước.',
    },
    bookingUnknown: {
      title: perhapsBooked,
      text: `${wait} ${lookUp}`,
    },
    cancelRefused: {
      title: 'Phòng khám đã không hủy buổi hẹn này',
      text: callForHelp,
    },
    visitChanged: {
      title: 'Buổi hẹn của quý vị đã thay đổi ở phòng khám',
      text: 'Buổi hẹn không còn như chúng tôi đã hiện cho quý vị. Xin xem lại.',
    },
    notCancelled: {
      title: 'Buổi hẹn này chưa được hủy',
      text: 'Câu trả lời đã bị thất lạc, nên chúng tôi đã xem buổi hẹn của quý vị. Quý vị có thể thử lại.',
    },
    cancelUnknown: {
      title: perhapsCancelled,
      text: lookUp,
    },
    notExtended: {
      title: 'Chúng tôi không xin được thêm thời gian',
      text: 'Chúng tôi chỉ giữ giờ này đến lúc ghi ở đây. Quý vị có thể xác nhận ngay.',
    },
    notLaunched: {
      title: 'Xin mở trang này từ cổng thông tin bệnh nhân',
      text: 'Chúng tôi không biết quý vị là ai khi trang này được mở riêng hoặc được tải lại.',
    },
    notSafe: {
      title: 'Không thể đăng nhập cho quý vị một cách an toàn',
      text: `Để giữ an toàn cho hồ sơ của quý vị, chúng tôi đã dừng lại. ${fromPortal}`,
    },
    denied: {
      title: 'Ứng dụng này không được phép xem hồ sơ của quý vị',
      text: 'Khi ứng dụng hỏi, quý vị hoặc bệnh viện đã không đồng ý. Quý vị có thể bắt đầu lại từ cổng thông tin bệnh nhân.',
    },
    setUpWrong: {
      title: 'Ứng dụng này chưa được thiết lập đúng',
      text: 'Đây không phải lỗi của quý vị, và có thử lại cũng không được. Xin gọi cho chúng tôi để đặt hẹn.',
    },
    signInDown: {
      title: 'Phần đăng nhập hiện không hoạt động',
      text: 'Xin bắt đầu lại từ cổng thông tin bệnh nhân sau vài phút.',
    },
    signInFailed: {
      title: 'Chúng tôi không hoàn tất được việc đăng nhập của quý vị',
      text: fromPortal,
    },
    finished: {
      title: 'Quý vị đã xong',
      text: 'Trang này không còn gì của quý vị. Những gì quý vị đã đặt vẫn còn nguyên.',
    },
    idle: {
      title: 'Chúng tôi đã đóng trang này để giữ an toàn cho dữ liệu của quý vị',
      text: 'Trang này không có ai dùng trong 15 phút. Những gì quý vị đã đặt vẫn còn nguyên.',
    },
    loadedAgain: {
      title: 'Xin mở lại trang này từ cổng thông tin',
      text: 'Trang này đã được tải lại. Để giữ an toàn, chỉ cổng thông tin bệnh nhân của quý vị mới mở được trang này. Xin mở phần đặt hẹn ở đó để xem lại buổi hẹn của quý vị. Những gì quý vị đã đặt vẫn còn nguyên.',
    },
    noPatient: {
      title: 'Chúng tôi không biết phải mở hồ sơ của ai',
      text: `Cổng thông tin không cho chúng tôi biết điều đó. ${fromPortal}`,
    },
    storageBlocked: {
      title: 'Trình duyệt của quý vị chặn trang này',
      text: 'Trình duyệt không cho chúng tôi lưu gì cả, kể cả trong lúc quý vị đăng nhập. Xin thử trình duyệt khác, hoặc gọi cho chúng tôi để đặt hẹn.',
    },
  },
};
