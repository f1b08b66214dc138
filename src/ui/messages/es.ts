import type { LaunchMessages } from '../launch/explanation.ts';
import type { LaterMessages, Messages } from './en.ts';
import { pluralsOf } from './plural.ts';

/**
 * Spanish as it is read in Latin America and the United States: "usted", short plain sentences, and nothing that says
 * whether a patient or a clinician is a man or a woman. An open time is "un horario", for "47 horas" would be a length
 * of time. To keep one is "guardar", to book it "reservar", to move a visit "cambiar de horario".
 */
const language = 'es';

const plural = pluralsOf(language);
const minutes = (count: number) =>
  plural(count, { one: '1 minuto', other: `${String(count)} minutos` });
const times = (count: number) =>
  plural(count, { one: '1 horario', other: `${String(count)} horarios` });
const days = (count: number) => plural(count, { one: '1 día', other: `${String(count)} días` });

const lists: { [Of in 'conjunction' | 'disjunction']?: Intl.ListFormat } = {};
/** "A, B y C", "A u Oscar": the list knows when "y" is "e" and "o" is "u". */
const list = (type: keyof typeof lists, names: readonly string[]) =>
  (lists[type] ??= new Intl.ListFormat(language, { type })).format(names);
const and = (names: readonly string[]) => list('conjunction', names);
const or = (names: readonly string[]) => list('disjunction', names);

/** "la 1:20 p.m.", "las 9:20 a.m." */
const theHour = (hour: string) => `${hour.startsWith('1:') ? 'la' : 'las'} ${hour}`;
/** "el 2 de abril de 2027", but "en abril de 2027" and "en 2027". */
const onDate = (date: string) => `${/^\d{1,2} /.test(date) ? 'el' : 'en'} ${date}`;
const about = 'Alrededor del';
/** "del martes, 3 de marzo", also of a day that is known only about. */
const ofWhen = (when: string) =>
  when.startsWith(about) ? `de ${when.charAt(0).toLowerCase()}${when.slice(1)}` : `del ${when}`;
/** Dates come in lower case, and headings begin with a capital. */
const asHeading = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const appointments = 'Mis citas';
const notShown = 'No pudimos mostrar la página siguiente';
const keepLonger = 'Guardarlo más tiempo';
const someone = 'Alguien del equipo de salud';
const sent = 'Solicitud enviada: falta la respuesta de la clínica';

/** Why the launch page could not go on. */
export const launch: LaunchMessages = {
  failures: {
    'not-launched': {
      title: 'Abra la página de citas desde su portal',
      text: 'Esta página funciona solo si la abre desde su portal de pacientes. Por favor, regrese a su portal y abra allí la página de citas.',
    },
    'unknown-issuer': {
      title: 'Este portal no está configurado para hacer citas aquí',
      text: 'No conocemos el portal que abrió esta página, así que nos detuvimos. Por favor, abra la página de citas desde su propio portal de pacientes.',
    },
    'insecure-page': {
      title: 'Esta página no es segura',
      text: 'La dirección de esta página no empieza con “https”. Otras personas podrían ver lo que usted escriba aquí, así que nos detuvimos.',
    },
    'storage-blocked': {
      title: 'Su navegador está bloqueando esta página',
      text: 'Para iniciar su sesión, esta página debe dejar unos pocos datos en su navegador por unos minutos. Por favor, permita las cookies y los datos de sitios en su navegador. Luego abra otra vez la página de citas desde su portal.',
    },
    'discovery-failed': {
      unreachable: {
        title: 'No podemos comunicarnos con el sistema de la clínica',
        text: 'Por favor, revise si tiene internet. Luego inténtelo de nuevo.',
      },
      timeout: {
        title: 'El sistema de la clínica tarda en responder',
        text: 'Esperamos, pero no llegó ninguna respuesta. Por favor, inténtelo de nuevo en un minuto.',
      },
      'not-found': {
        title: 'La página de citas no está lista en este momento',
        text: 'El sistema de la clínica respondió, pero no nos dijo cómo iniciar su sesión. Por favor, inténtelo de nuevo más tarde.',
      },
      'not-json': {
        title: 'La página de citas no funciona en este momento',
        text: 'El sistema de la clínica envió algo que no podemos leer. Por favor, inténtelo de nuevo más tarde.',
      },
      'too-large': {
        title: 'La página de citas no funciona en este momento',
        text: 'El sistema de la clínica envió mucho más de lo que pedimos. Por favor, inténtelo de nuevo más tarde.',
      },
    },
    'discovery-unsafe': {
      'no-endpoint': {
        title: 'No podemos iniciar su sesión',
        text: 'El sistema de la clínica no tiene un lugar para iniciar sesión. La clínica tiene que arreglarlo.',
      },
      'no-pkce': {
        title: 'Nos detuvimos por su seguridad',
        text: 'El sistema de la clínica no tiene una forma segura de iniciar su sesión. La clínica tiene que arreglarlo.',
      },
      'foreign-endpoint': {
        title: 'Nos detuvimos por su seguridad',
        text: 'El sistema de la clínica quería enviarle a un lugar que no conocemos. La clínica tiene que arreglarlo.',
      },
    },
  },
  nothingBooked: 'No se reservó nada y ninguna de sus citas cambió.',
  tryAgain: 'Intentar de nuevo',
  openPortal: 'Ir a su portal (se abre en una pestaña nueva)',
  call: (hospital) => `También puede llamar a ${hospital}:`,
  forStaff: 'Si llama, puede leer esto en voz alta:',
  brokenSettings: {
    title: 'La página de citas todavía no está configurada',
    text: 'Por favor, llame a su clínica para hacer una cita. ¿Es una emergencia? Llame ahora mismo al número de emergencias de su zona.',
  },
  mistakes: 'Para quienes configuraron esta página',
};

/** What patients read on the way to the first screen and on it. */
export const first: Messages = {
  language,

  marks: { comma: ', ', colon: ': ', stop: '. ' },

  titles: {
    opening: 'Abriendo sus citas',
    home: 'Reserve una cita',
    appointments,
  },

  banner: {
    label: 'Paciente',
    patient: (name) => `Para ${name}`,
    /** Where somebody else is signed in. */
    onBehalf: (name) => `Usted está reservando para ${name}`,
    loading: 'Buscando su nombre',
    nameless: 'No hay un nombre en el expediente',
    unread: 'No se pudo leer su nombre',
    born: (date) => `Fecha de nacimiento: ${date}`,
  },

  /** Names the list of languages; each has its own name there. */
  languages: 'Idioma',

  help: {
    label: 'Ayuda',
    phone: (hospital) => `¿Tiene preguntas? Llame a ${hospital}:`,
    call: (number) => `Llamar al ${number}`,
  },

  opening: 'Abriendo sus citas…',

  time: {
    /** One line, as it is read aloud. `zone` is a name such as "hora oriental". */
    when: (day, hour, zone) => `${day}, a ${theHour(hour)} ${zone}`,
    hourAndZone: (hour: string, zone: string) => `${hour} ${zone}`,
    dayAndHour: (day, hour) => `${day}, a ${theHour(hour)}`,
    whenUnconfirmed: (day) =>
      `${day}. No se pudo confirmar la hora local de la clínica. Por favor, llame.`,
    about: (day) => `${about} ${day}`,
    unconfirmed: 'No se pudo confirmar la hora local de la clínica. Por favor, llame.',
    /** The hour comes with its day where that is another one. */
    elsewhere: (hour) =>
      `Eso es ${/^\d/.test(hour) ? `a ${theHour(hour)}` : `el ${hour}`} donde usted está ahora.`,
    minutes,
    /** Within a line. */
    how: { 'in-person': 'en persona', video: 'por video', phone: 'por teléfono' },
    someone,
    /** `visits` is the patient's own at that time: hours, each with who it is with. */
    clash: (visits) => `Usted tiene otra cita a esa hora (${visits})`,
    clashBrief: 'Usted tiene otra cita a esa hora',
    visit: (hour, who) => `${hour} con ${who}`,
    reading: 'Buscando la hora local de la clínica',
    and,
  },

  home: {
    onRecord: (doctor) => `Reserve con ${doctor}, su profesional de cabecera`,
    seenMost: (doctor, visits) =>
      `Reserve con ${doctor}, con quien más se ha atendido (${plural(visits, { one: '1 cita', other: `${String(visits)} citas` })})`,
    ownDoctor: 'Reserve con su profesional de salud',
    yourDoctor: 'su profesional de salud',
    nextTime: 'Próximo horario',
    bookThis: 'Reservar este horario',
    /** Where somebody else is signed in. */
    bookThisFor: (name) => `Reservar este horario para ${name}`,
    book: 'Reservar',
    otherTimes: 'O elija uno de estos',
    otherTimesShown: 'Más horarios disponibles',
    moreOwn: (doctor) => `Ver más horarios con ${doctor}`,
    moreAnyone: 'Ver más horarios con cualquier profesional',
    anyone: 'Lo antes posible, con cualquier profesional',
    looking: 'Buscando horarios disponibles…',
    keeping: 'Guardando este horario para usted…',
    keepingShort: 'Guardando…',
    toBook: 'Para reservar, llame al',
    elsewhere: 'Estos horarios se reservan en otra página o por teléfono.',
    nobody: 'No sabemos quién es su profesional de salud',
    found: (when) => `Próximo horario disponible: ${when}.`,
    foundNone: 'No encontramos horarios disponibles.',
  },

  unloaded: {
    title: notShown,
    text: 'Es posible que no haya internet. Por favor, llámenos y revisaremos qué está reservado.',
  },
};

/** What patients read after the first screen, or in place of its times. */
export const later: LaterMessages = {
  language,

  semicolon: '; ',
  quoted: (text: string) => `“${text}”`,

  titles: {
    'not-opened': 'No pudimos abrir sus citas',
    closed: 'La página de citas está cerrada',
    'more-times': 'Elija un horario',
    moreTimesMoving: 'Elija un nuevo horario',
    find: 'Encuentre un horario',
    appointments,
    check: 'Revise su cita',
    checkMoving: 'Revise su nuevo horario',
    booked: 'Su cita está reservada',
    requested: sent,
    unknown: 'Todavía no sabemos si esta cita está reservada',
    change: {
      'not-loaded': notShown,
      reading: 'Revisando su cita',
      'not-read': 'No pudimos revisar su cita',
      changed: 'Hubo un cambio en esta cita',
      'not-offered': 'Esto no se puede hacer en línea',
      asking: '¿Cancelar esta cita?',
      cancelled: 'Su cita está cancelada',
      unknown: 'Todavía no sabemos si esta cita está cancelada',
    },
    moved: {
      moved: 'Su cita cambió de horario',
      both: 'Ahora tiene dos citas',
      perhapsBoth: 'Su nueva cita está reservada',
      requested: sent,
      'won-back': 'Su cita no cambió de horario',
      'nothing-left': 'Su cita anterior está cancelada y no hay una nueva reservada',
      unknown: 'Todavía no sabemos si su cita cambió de horario',
    },
    recovering: {
      checking: 'Revisando qué pasó',
      unknown: 'No pudimos averiguarlo',
    },
  },

  help: {
    portal: 'Regresar a su portal',
    newTab: '(se abre en una pestaña nueva)',
    noPortal: 'Cierre esta página y ábrala otra vez desde su portal.',
    clinicSays: 'El sistema de la clínica dice:',
    moreInformation: 'Leer más de la clínica',
    tryAgain: 'Intentar de nuevo',
    /** Never "volver a reservar", which is to book once more. */
    home: 'Ir a la página para reservar',
    appointments: 'Regresar a mis citas',
  },

  time: {
    /** Evening begins at five, when "noche" would be wrong. */
    parts: { morning: 'Mañana', afternoon: 'Tarde', evening: 'Tarde-noche' },
    inPart: {
      morning: 'por la mañana',
      afternoon: 'por la tarde',
      evening: 'por la tarde-noche',
    },
    venue: { 'in-person': 'En persona', video: 'Por video', phone: 'Por teléfono' },
  },

  noTimes: {
    nobody:
      'Su expediente no dice quién es su profesional de cabecera. Puede atenderse con cualquier profesional que tenga tiempo. O llámenos y le ayudaremos a elegir.',
    own: (doctor) => `No hay horarios disponibles con ${doctor}`,
    anyone: 'No hay horarios disponibles en este momento',
    lookedUpTo: (until) =>
      `Buscamos hasta el ${until}. Cada día pueden abrirse nuevos horarios. También puede llamarnos.`,
    seeAnyone: 'Ver horarios con cualquier profesional',
    /** Of a list that was asked for. */
    upTo: (until) => `Buscamos hasta el ${until}.`,
    /** Where it was searched for. */
    search: 'No encontramos horarios como los que busca',
    others: 'Otras formas de conseguir un horario',
    lookingForOthers: 'Buscando otras formas…',
    noOthers:
      'No encontramos otra forma en línea. Por favor, llámenos y buscaremos un horario con usted.',
    way: {
      clinicians: (next) => `Con otra persona del equipo de salud (${next})`,
      places: (next) => `En otro lugar (${next})`,
      video: (next) => `Por video (${next})`,
      phone: (next) => `Por teléfono (${next})`,
    },
    next: (when) => `próximo horario: ${when}`,
    later: 'Buscar en fechas posteriores',
    orCall: 'O llámenos:',
  },

  moreTimes: {
    anyone: 'Horarios con cualquier profesional',
    practitioner: (doctor) => `Horarios con ${doctor}`,
    search: 'Horarios según su búsqueda',
    changeSearch: 'Cambiar su búsqueda',
    lead: (count) =>
      plural(count, {
        one: 'Este es el próximo día con horarios disponibles.',
        other: `Estos son los próximos ${days(count)} con horarios disponibles.`,
      }),
    found: (count, on) => `Encontramos ${times(count)} en ${days(on)}.`,
    incomplete:
      'No pudimos obtener todos los horarios. Puede haber más. Puede llamarnos para preguntar.',
    /** `others` are ways in which times were not as asked for. */
    ignored: (others) =>
      `El sistema de la clínica también envió horarios ${and(others)}. No los mostramos.`,
    other: {
      practitioners: 'con otras personas del equipo de salud',
      locations: 'en otros lugares',
      specialties: 'para otros tipos de atención',
      visitTypes: 'para otros tipos de cita',
    },
    lookingForMore: 'Buscando más días…',
    later: 'Mostrar fechas posteriores',
    more: (on, count) =>
      `${plural(on, { one: '1 día más', other: `${String(on)} días más` })}. ${times(count)}.`,
    nothingUpTo: (until) => `Buscamos hasta el ${until} y no encontramos más horarios.`,
    noLater: (until) => `Buscamos hasta el ${until}. No hay fechas posteriores.`,
    noneUpTo: (until) => `Buscamos hasta el ${until}. No hay horarios disponibles.`,
    allUpTo: (until) => `Estos son todos los horarios hasta el ${until}.`,
    showAll: {
      morning: (count) => `Mostrar los ${String(count)} horarios de la mañana`,
      afternoon: (count) => `Mostrar los ${String(count)} horarios de la tarde`,
      evening: (count) => `Mostrar los ${String(count)} horarios de la tarde-noche`,
    },
    allShown: {
      morning: (count) => `Se muestran los ${String(count)} horarios de la mañana.`,
      afternoon: (count) => `Se muestran los ${String(count)} horarios de la tarde.`,
      evening: (count) => `Se muestran los ${String(count)} horarios de la tarde-noche.`,
    },
    filters: {
      practitioner: 'Profesional',
      anyone: 'Cualquiera',
      partOfDay: 'Parte del día',
      anyTime: 'Cualquier hora',
      parts: {
        morning: 'Mañana (antes del mediodía)',
        afternoon: 'Tarde (del mediodía a las 5)',
        evening: 'Tarde-noche (de las 5 en adelante)',
      },
      venue: 'Cómo',
      anyHow: 'De cualquier forma',
    },
    noneFit: 'Ninguno de estos horarios coincide con lo que eligió arriba.',
    showEvery: 'Mostrar todos los horarios',
    passed: (hours) =>
      plural(hours.length, {
        one: `El horario de ${and(hours.map(theHour))} ya pasó. Lo quitamos de la lista.`,
        other: `Los horarios de ${and(hours.map(theHour))} ya pasaron. Los quitamos de la lista.`,
      }),
    choicePassed: (when) => `El horario que eligió (${when}) ya pasó. Por favor, elija otro.`,
    with: (who) => `Con ${who === someone ? 'alguien del equipo de salud' : who}`,
    zone: (zone) => `Los horarios están en ${zone}.`,
    summary: (day, count) => `${asHeading(day)}: ${times(count)}`,
    chosen: 'Usted eligió:',
    notChosen: 'Todavía no ha elegido un horario.',
    choose: 'Por favor, elija primero un horario.',
    continue: 'Continuar',
    back: 'Regresar',
  },

  /** What a patient looks for, within a line. */
  wish: {
    or,
    with: (names) => `con ${names}`,
    at: (places) => `en ${places}`,
    near: (places) => `cerca de ${places}`,
    weekdays: [
      'los domingos',
      'los lunes',
      'los martes',
      'los miércoles',
      'los jueves',
      'los viernes',
      'los sábados',
    ],
    parts: {
      morning: 'por la mañana',
      afternoon: 'por la tarde',
      evening: 'por la tarde-noche',
    },
    from: (day) => `desde el ${day}`,
    to: (day) => `hasta el ${day}`,
    fromTo: (from, to) => `del ${from} al ${to}`,
  },

  find: {
    menu: 'Lo que puede reservar en línea',
    looking: 'Buscando lo que puede reservar…',
    found: (count) =>
      plural(count, {
        one: 'Puede reservar en línea 1 tipo de cita.',
        other: `Puede reservar en línea ${String(count)} tipos de cita.`,
      }),
    next: (when) => `Próximo horario: ${when}`,
    lookingForNext: 'Buscando el próximo horario…',
    notChecked: 'No pudimos revisar si hay horarios disponibles.',
    seeTimes: 'Ver horarios',
    call: 'Para estas citas, por favor llame',
    callAbout: 'En este momento no hay horarios disponibles en línea.',
    walkIn: 'No necesita cita',
    walkInAbout: 'Puede venir directamente.',
    search: 'Busque un horario',
    /** From the top of the page down to the search. */
    toSearch: 'Ir a la búsqueda',
    searchAbout: 'Llene solo lo que le importa. Abra una línea para elegir.',
    /** A line of the form, closed. */
    line: (name, chosen) => `${name}: ${chosen}`,
    kinds: {
      visitTypes: { name: 'Tipo de cita', any: 'cualquiera' },
      practitioners: { name: 'Profesional', any: 'cualquiera' },
      locations: { name: 'Lugar', any: 'cualquiera' },
      specialties: { name: 'Especialidad', any: 'cualquiera' },
      period: { name: 'Cuándo', any: 'cualquier día y hora' },
      venues: { name: 'Cómo', any: 'de cualquier forma' },
    },
    several: 'Puede elegir más de una opción. La que elija primero va primero.',
    choice: (nth) => `Opción ${String(nth)}`,
    filter: 'Buscar en esta lista',
    filtered: (shown, all) => `Se muestran ${String(shown)} de ${String(all)}.`,
    places: 'Ciudad o código postal',
    placesHint: 'Si pone más de uno, sepárelos con una coma.',
    from: 'Desde este día',
    to: 'Hasta este día',
    weekdays: 'Días de la semana',
    weekdayNames: ['Domingo', 'Lunes', 'Martes', 'Miércoles', 'Jueves', 'Viernes', 'Sábado'],
    partsOfDay: 'Parte del día',
    wrong: {
      unread: 'Por favor, escriba la fecha completa: mes, día y año.',
      past: 'Este día ya pasó. Por favor, elija un día posterior.',
      order: 'Este día es anterior al primer día. Por favor, elija un día posterior.',
    },
    show: 'Mostrar horarios',
    startOver: 'Empezar de nuevo',
    cleared: 'Se borró todo lo que había elegido.',
  },

  /** On the first screen. */
  ways: {
    title: 'Más formas de encontrar un horario',
    search: 'Buscar por lugar, especialidad o tipo de cita',
    seen: (doctor) => `Horarios con ${doctor}`,
    again: (kind) => `Otra vez: ${kind}`,
    againWith: (kind, doctor) => `Otra vez: ${kind}, con ${doctor}`,
  },

  /** Times that are booked on another page, or by phone. */
  elsewhere: {
    book: (site) => `Reservar en ${site}`,
    opens: 'se abre otra página',
    orCall: 'O llame al',
  },

  check: {
    who: 'Para quién',
    with: 'Con quién',
    when: 'Cuándo',
    where: 'Dónde',
    how: 'Cómo',
    long: 'Duración',
    kind: 'Tipo de cita',
    contact: 'Teléfono y correo electrónico en el expediente',
    noContact: 'No hay ninguno en el expediente',
    plan: 'Plan de salud en el expediente',
    planLoading: 'Buscando su plan',
    planFailed: 'No pudimos leer su plan. Por favor, traiga su tarjeta.',
    planNone: 'No hay ninguno en el expediente. Por favor, traiga su tarjeta.',
    planUnnamed: 'Plan sin nombre',
    planActiveTo: (date) => `Activo. Termina ${onDate(date)}.`,
    planActive: 'Activo.',
    planEnded: (date) =>
      `El plan que está en el expediente terminó ${onDate(date)}. Llámenos o traiga la tarjeta nueva.`,
    planNotActive:
      'El plan que está en el expediente no está activo. Llámenos o traiga la tarjeta nueva.',
    planStarts: (date) => `Empieza ${onDate(date)}.`,
    stillPossible: 'De todos modos puede elegir este horario.',
    visitsUnread: 'No pudimos revisar si usted tiene otra cita a esa hora.',
    reason: '¿Para qué es la cita?',
    reasonHint: 'Puede dejar esto en blanco.',
    left: (count) =>
      plural(count, { one: 'Cabe 1 letra más.', other: `Caben ${String(count)} letras más.` }),
    keptUntil: (hour, left) =>
      `Le guardamos este horario hasta ${theHour(hour)} (alrededor de ${minutes(left)}).`,
    kept: 'Tenemos este horario guardado para usted.',
    notKept: 'Este horario no queda reservado hasta que usted confirme.',
    minutesLeft: (left) => `Le guardamos este horario por ${minutes(left)} más.`,
    keepLonger,
    keepingLonger: 'Pidiendo más tiempo…',
    keptLonger: 'Listo. Ahora tiene más tiempo.',
    endsSoon: (left) =>
      `${plural(left, { one: 'Solo queda 1 minuto', other: `Solo quedan ${minutes(left)}` })}. Confirme ahora, o presione “${keepLonger}” si necesita más tiempo.`,
    signInEndsSoon: 'Su sesión termina en menos de dos minutos. Por favor, confirme ahora.',
    confirm: 'Confirmar la cita',
    /** Where somebody else is signed in. */
    confirmFor: (name) => `Confirmar la cita para ${name}`,
    prepare: 'Cómo prepararse',
    booking: 'Reservando…',
    slow: 'Seguimos confirmando. Por favor, espere. No presione otra vez.',
    readingBack: 'Revisando con la clínica…',
    another: 'Elegir otro horario',
    expired: 'Ya no pudimos guardarle este horario',
    expiredText: 'Lo que escribió sigue aquí. Puede pedir este horario otra vez.',
    again: 'Pedir este horario otra vez',
    asking: 'Pidiendo este horario…',
  },

  booked: {
    status: 'La clínica tiene registrada su cita.',
    next: 'Qué sigue ahora',
    nextText:
      'Este horario es suyo. No tiene que hacer nada más por ahora. Por favor, traiga la tarjeta de su plan de salud y una lista de sus medicinas.',
    call: 'Si no puede venir, por favor llámenos lo antes posible.',
    /** What can be done about it here. */
    tell: {
      both: 'Si no puede venir, por favor avísenos lo antes posible. Cancele la cita o cámbiela de horario aquí, o llámenos.',
      cancel:
        'Si no puede venir, por favor avísenos lo antes posible. Cancele la cita aquí o llámenos.',
      move: 'Si no puede venir, por favor avísenos lo antes posible. Cambie la cita de horario aquí. Para cancelarla, llámenos.',
    },
    print: 'Imprimir esta página',
    directions: 'Cómo llegar',
    mine: 'Ver mis citas',
    another: 'Reservar otra cita',
    finish: 'Terminar y salir',
  },

  calendar: {
    add: 'Agregar a mi calendario',
    /** The visit is off. */
    update: 'Actualizar mi calendario',
    making: 'Preparando el archivo…',
    done: 'Abra el archivo que se descargó. Así se agrega la cita a su calendario.',
    updated: 'Abra el archivo que se descargó. Así se quita la cita de su calendario.',
    failed: 'No pudimos crear el archivo. Por favor, inténtelo de nuevo.',
    /** What other people may see who look at the calendar. */
    title: 'Cita',
    note: (phone) =>
      `Para cambiar o cancelar la cita, vaya a su portal de pacientes o llame al ${phone}.`,
    file: 'cita.ics',
  },

  requested: {
    text: 'Su cita todavía no está reservada. La clínica tiene su solicitud y primero debe aceptarla.',
    askedFor:
      'Esta página mostrará la respuesta en cuanto llegue. No tiene que enviar la solicitud otra vez. También puede cerrar esta página. La clínica se comunicará con usted.',
    silent: 'La clínica todavía no ha respondido. Se comunicará con usted.',
    later: `No tiene que enviar la solicitud otra vez. Para ver la respuesta, entre más tarde en “${appointments}” o llámenos:`,
    given: 'La clínica aceptó su solicitud.',
  },

  unknown: {
    text: 'Enviamos su solicitud, pero la respuesta de la clínica no nos llegó. Por favor, no reserve otra vez todavía. Llámenos y lo revisaremos con usted.',
  },

  appointments: {
    coming: 'Próximas citas',
    past: 'Citas pasadas',
    loading: 'Buscando sus citas…',
    noneComing: 'No tiene próximas citas.',
    nonePast: 'No tiene citas pasadas.',
    missing: 'Es posible que falten algunas citas. Llámenos para saberlo con seguridad.',
    found: (coming, past) => `Próximas citas: ${String(coming)}. Citas pasadas: ${String(past)}.`,
    status: {
      proposed: 'Todavía no está reservada: falta que la clínica confirme',
      pending: 'Todavía no está reservada: falta que la clínica confirme',
      booked: 'Reservada',
      arrived: 'Usted ya llegó',
      'checked-in': 'Usted ya se registró al llegar',
      fulfilled: 'Terminada',
      cancelled: 'Cancelada',
      noshow: 'No asistió',
      waitlist: 'En lista de espera',
      'entered-in-error': 'Se anotó por error',
      unknown: 'Por favor, llámenos para preguntar por esta cita',
    },
    /** Of a day that has gone by. */
    wasBooked: 'Estaba reservada',
    wasNotBooked: 'No estaba reservada',
    /** Only where the clinic's system says so. */
    cancelledBy: { clinic: 'La clínica la canceló.', patient: 'Usted la canceló.' },
    lastChange: (day) => `Último cambio: ${day}.`,
    move: 'Cambiar esta cita de horario',
    cancel: 'Cancelar esta cita',
    call: {
      move: 'Para cambiar una cita de horario, por favor llame al',
      cancel: 'Para cancelar una cita, por favor llame al',
      both: 'Para cancelar una cita o cambiarla de horario, por favor llame al',
    },
    /** Where the hospital has a portal. */
    inPortal: {
      move: 'Cambiarla de horario en su portal',
      cancel: 'Cancelarla en su portal',
      both: 'Cancelarla o cambiarla de horario en su portal',
    },
  },

  /** A visit within a line. */
  visit: (when, who) => `${when} con ${who}`,

  kept: {
    status: 'Horario guardado para usted. Todavía no está reservado.',
    notice: 'Todavía tenemos un horario guardado para usted',
    notBooked: 'Todavía no está reservado.',
    /** Never "terminar la reserva", which may be to end it. */
    finish: 'Completar la reserva',
    letGo: 'Dejar libre este horario',
    lettingGo: 'Dejándolo libre…',
  },

  change: {
    reading: 'Revisándola con la clínica…',
    notRight: 'Si esto no es correcto, llámenos:',
    why: '¿Por qué? Puede dejar esto en blanco.',
    unsaid: 'Prefiero no decirlo',
    reasons: {
      improved: 'Me siento mejor',
      transportation: 'No tengo cómo llegar',
      weather: 'El clima',
      'needs-tests': 'No me han hecho los exámenes que se necesitan antes',
      refused: 'Ya no quiero esta cita',
      moved: 'Me mudé a otro lugar',
      'new-provider': 'Ahora me atiendo con otra persona',
      terminated: 'Mi plan de salud terminó',
      'patient-cancel': 'No puedo ir, o tengo otro motivo',
    },
    yes: 'Sí, cancelar esta cita',
    /** Where somebody else is signed in. */
    yesFor: (name) => `Sí, cancelar esta cita de ${name}`,
    keep: 'No, conservar mi cita',
    moveInstead: 'Mejor cambiarla de horario',
    cancelling: 'Cancelando…',
    slow: 'Seguimos cancelando. Por favor, espere. No presione otra vez.',
    cancelled: 'El sistema de la clínica la muestra como cancelada.',
    unknown:
      'Le pedimos a la clínica que la cancele, pero su respuesta no nos llegó. Por favor, llámenos y lo revisaremos con usted.',
    /** What a visit that has changed is now. */
    nowAt: (when) => `Ahora la clínica tiene esta fecha: ${when}.`,
    nowIs: (status) => `El sistema de la clínica ahora dice: ${status}.`,
    nowCancelled: 'Está cancelada.',
    notOffered: {
      cancel:
        'El sistema de la clínica no nos deja cancelar citas aquí. Su cita sigue igual. Por favor, llámenos y lo haremos por usted.',
      move: 'El sistema de la clínica no nos deja cambiar citas de horario aquí. Su cita sigue igual. Por favor, llámenos y lo haremos por usted.',
    },
  },

  moving: {
    lead: (visit) => `Vamos a cambiar de horario su cita ${ofWhen(visit)}.`,
    stays: 'Sigue reservada hasta que la nueva esté reservada.',
    oneOnly:
      'Esta clínica le permite tener solo una cita. Cancelaremos esta solo después de que elija un nuevo horario y diga que sí.',
    gone: (visit) =>
      `Su cita anterior ${ofWhen(visit)} está cancelada. Por favor, elija un nuevo horario o llámenos.`,
    keep: 'Dejar mi cita como está',
    anyone: 'Ver horarios con cualquier profesional',
    own: (doctor) => `Ver horarios con ${doctor}`,
    old: 'Cita anterior',
    oldIsCancelled: 'Cita anterior, cancelada',
    new: 'Cita nueva',
    confirm: 'Cambiar mi cita de horario',
    agree: 'De acuerdo, cambiar mi cita de horario',
    /** Where somebody else is signed in. */
    confirmFor: (name) => `Cambiar de horario la cita de ${name}`,
    agreeFor: (name) => `De acuerdo, cambiar de horario la cita de ${name}`,
    consent: {
      title: 'Antes de decir que sí',
      text: 'Esta clínica le permite tener solo una cita. Le guardamos el nuevo horario. Luego cancelamos la cita anterior y después reservamos la nueva. Si algo sale mal, tratamos de recuperar su horario anterior.',
    },
    lookAgain: 'Por favor, revise otra vez las dos citas antes de seguir.',
    oldCancelled: 'Su cita anterior está cancelada. Confirme ahora para reservar el nuevo horario.',
    sent: 'Cambiando su cita de horario…',
    cancellingOld: 'Su nuevo horario está reservado. Cancelando la cita anterior…',
    cancellingFirst: 'Cancelando la cita anterior. El nuevo horario está guardado para usted…',
    bookingNew: 'Reservando el nuevo horario…',
    winningBack: 'Recuperando su horario anterior…',
  },

  moved: {
    moved: 'La clínica tiene registrado su nuevo horario. Su cita anterior está cancelada.',
    inPlace: 'La clínica tiene registrado su nuevo horario. Este horario reemplaza al anterior.',
    oldGone: (visit) => `Cancelada: ${visit}.`,
    both: 'Su nueva cita está reservada. Su cita anterior no está cancelada, así que sigue en pie.',
    perhapsBoth:
      'Todavía no sabemos si su cita anterior está cancelada. Es posible que siga en pie.',
    cancelOld: 'Cancelar la cita anterior',
    callUs: 'También puede llamarnos y lo haremos por usted:',
    requested: {
      new: 'Cita nueva, todavía no reservada',
      stays:
        'Todavía no tiene reservado el nuevo horario. Primero la clínica debe aceptarlo. Hasta entonces, su cita anterior sigue reservada.',
      gone: 'Su cita anterior está cancelada. Todavía no tiene reservado el nuevo horario. Primero la clínica debe aceptarlo.',
      cancelsOld:
        'Si la clínica acepta mientras esta página está abierta, cancelaremos su cita anterior.',
      twoLater: {
        cancel: 'Si más tarde ve dos citas, cancele la anterior o llámenos.',
        call: 'Si más tarde ve dos citas, por favor llámenos.',
      },
    },
    wonBack:
      'No se pudo reservar el nuevo horario. Su horario anterior está reservado otra vez, así que usted todavía tiene su cita.',
    nothingLeft:
      'El nuevo horario tampoco se pudo reservar. Por favor, llámenos y buscaremos un horario con usted.',
    unknown: {
      lead: 'Por favor, no reserve otra vez todavía. Llámenos y lo revisaremos con usted.',
      new: {
        booked: 'El nuevo horario está reservado.',
        'not-booked': 'El nuevo horario no está reservado.',
        unknown: 'Todavía no sabemos si el nuevo horario está reservado.',
      },
      old: {
        booked: 'Su cita anterior sigue reservada.',
        cancelled: 'Su cita anterior está cancelada.',
        unknown: 'Todavía no sabemos si usted aún tiene su horario anterior.',
      },
    },
    again: 'Elegir otro horario',
  },

  recovering: {
    checking:
      'La última página se cerró antes de que pudiéramos decirle qué pasó. Lo estamos averiguando. Por favor, no reserve otra vez todavía.',
    of: {
      hold: 'Usted había elegido un horario. Estamos averiguando si todavía lo tenemos guardado para usted.',
      book: 'Usted había pedido reservar una cita. Estamos averiguando si está reservada.',
      cancel: 'Usted había pedido cancelar una cita. Estamos averiguando si está cancelada.',
      reschedule:
        'Usted había pedido cambiar una cita de horario. Estamos averiguando si se cambió.',
    },
    looking: 'Averiguando…',
    call: 'Si no quiere esperar, llámenos:',
    unknown:
      'La última página se cerró antes de que pudiéramos decirle qué pasó. No sabemos en qué quedó. Por favor, no reserve otra vez todavía.',
    unknownOf: {
      hold: 'Usted había elegido un horario. No sabemos si todavía lo tenemos guardado para usted. No está reservado.',
      book: 'Usted había pedido reservar una cita. No sabemos si está reservada. Por favor, no reserve otra vez todavía.',
      cancel: 'Usted había pedido cancelar una cita. No sabemos si está cancelada.',
      reschedule:
        'Usted había pedido cambiar una cita de horario. No sabemos si se cambió. Por favor, no reserve otra vez todavía.',
      look: 'No pudimos consultarla en este momento. Lo que está reservado sigue reservado.',
    },
    callUs: 'Llámenos y lo revisaremos con usted.',
    again: 'Revisar otra vez',
    nothing: {
      hold: {
        title: 'Ya no tenemos guardado el horario que eligió',
        text: 'No se reservó nada. Puede elegir un horario abajo.',
      },
      book: {
        title: 'Su cita no se reservó',
        text: 'La última página se cerró demasiado pronto, así que lo averiguamos. No se reservó nada. Puede elegir un horario abajo.',
      },
      reschedule: {
        title: 'Su cita no cambió de horario',
        text: 'La última página se cerró demasiado pronto, así que lo averiguamos. El nuevo horario no se reservó.',
      },
    },
    stays: (visit) => `Su cita ${ofWhen(visit)} sigue como estaba.`,
    oldGone: (visit) => `Su cita ${ofWhen(visit)} está cancelada.`,
  },

  nothing: {
    booked: 'No se reservó nada.',
    changed: 'No se reservó ni se cambió nada.',
    cancelled: 'Su cita no está cancelada. Sigue igual.',
    /** Of a visit that is being moved. */
    moved: 'Su cita anterior sigue igual.',
    inItsPlace:
      'Su cita anterior está cancelada y todavía no hay ninguna cita reservada en su lugar.',
  },

  lostAgain: {
    title: 'Ese horario también se ocupó',
    text: 'Lo sentimos. Por favor, llámenos y buscaremos un horario con usted. También puede elegir otro horario abajo.',
  },

  nearest: {
    take: (visit) => `Elegir este otro horario: ${visit}`,
  },

  failures: {
    noAnswer: {
      title: 'No pudimos comunicarnos con la clínica',
      text: 'Por favor, revise su internet y luego inténtelo de nuevo.',
    },
    timedOut: {
      title: 'La clínica tardó demasiado en responder',
      text: 'Puede que las computadoras de la clínica estén ocupadas. Por favor, inténtelo de nuevo.',
    },
    sessionEnded: {
      title: 'Su sesión terminó',
      text: 'Por su seguridad, el portal cierra su sesión después de un tiempo. Por favor, empiece de nuevo desde su portal.',
    },
    endedBooking: {
      title: 'Su sesión terminó',
      text: 'Por favor, empiece de nuevo desde su portal. Entonces le mostraremos qué está reservado.',
    },
    endedCancelling: {
      title: 'Su sesión terminó',
      text: 'Por favor, empiece de nuevo desde su portal. Entonces le mostraremos qué se canceló.',
    },
    notPermitted: {
      title: 'No podemos hacer esto por usted en línea',
      text: 'La clínica no lo permite aquí. Por favor, llámenos y le ayudaremos.',
    },
    notFound: {
      title: 'La clínica no pudo encontrar esto',
      text: 'Puede que haya cambiado. Por favor, inténtelo de nuevo.',
    },
    notSupported: {
      title: 'Esto no se puede hacer en línea',
      text: 'El sistema de la clínica no lo ofrece. Por favor, llámenos y le ayudaremos.',
    },
    conflict: {
      title: 'Algo cambió en la clínica',
      text: 'Lo que le mostramos ya no está al día. Por favor, inténtelo de nuevo.',
    },
    rejected: {
      title: 'El sistema de la clínica dijo que no',
      text: 'No es culpa suya. Por favor, llámenos y le ayudaremos.',
    },
    tooBusy: {
      title: 'El sistema de la clínica está muy ocupado',
      text: 'Por favor, espere unos minutos y luego inténtelo de nuevo.',
    },
    serverError: {
      title: 'El sistema de la clínica tiene un problema',
      text: 'No es culpa suya. Por favor, inténtelo de nuevo en unos minutos.',
    },
    gotHtml: {
      title: 'Recibimos una página web, no una respuesta',
      text: 'Puede que su internet le pida primero iniciar sesión. Por favor, revíselo y luego inténtelo de nuevo.',
    },
    gotEmpty: {
      title: 'La respuesta de la clínica llegó vacía',
      text: 'No es culpa suya. Por favor, inténtelo de nuevo.',
    },
    gotNonsense: {
      title: 'No pudimos leer la respuesta de la clínica',
      text: 'No es culpa suya. Por favor, inténtelo de nuevo.',
    },
    gotOther: {
      title: 'La clínica envió otra cosa',
      text: 'No era lo que pedimos. Por favor, inténtelo de nuevo.',
    },
    gotOtherPatient: {
      title: 'Recibimos un expediente que quizás no es suyo',
      text: 'No lo mostramos. Por favor, llámenos para que podamos corregirlo.',
    },
    taken: {
      title: 'Ese horario se acaba de ocupar',
      text: 'Por favor, elija otro horario.',
    },
    holdUnknown: {
      title: 'No sabemos si este horario está guardado para usted',
      text: 'La respuesta de la clínica se perdió. Por favor, inténtelo de nuevo o elija otro horario.',
    },
    holdExpired: {
      title: 'Ya no pudimos guardarle ese horario',
      text: 'Por favor, elija otro horario.',
    },
    declined: {
      title: 'La clínica no pudo aceptar ese horario',
      text: 'Por favor, elija otro horario.',
    },
    withdrawn: {
      title: 'Su solicitud está cancelada',
      text: 'Si todavía quiere una cita, por favor elija un horario.',
    },
    notBooked: {
      title: 'Esta cita no está reservada',
      text: 'La respuesta se perdió, así que revisamos sus citas. Este horario no está entre ellas. Puede intentarlo de nuevo.',
    },
    requested: {
      title: sent,
      text: 'La cita todavía no está reservada. Primero la clínica debe aceptarla.',
    },
    bookingUnknown: {
      title: 'Todavía no sabemos si esta cita está reservada',
      text: 'Por favor, no reserve otra vez todavía. Llámenos y lo revisaremos con usted.',
    },
    cancelRefused: {
      title: 'La clínica no canceló esta cita',
      text: 'Por favor, llámenos y le ayudaremos.',
    },
    visitChanged: {
      title: 'Hubo un cambio en su cita en la clínica',
      text: 'Ya no es como se la mostramos. Por favor, revísela otra vez.',
    },
    notCancelled: {
      title: 'Esta cita no está cancelada',
      text: 'La respuesta se perdió, así que revisamos su cita. Puede intentarlo de nuevo.',
    },
    cancelUnknown: {
      title: 'Todavía no sabemos si esta cita está cancelada',
      text: 'Por favor, llámenos y lo revisaremos con usted.',
    },
    notExtended: {
      title: 'No pudimos conseguir más tiempo',
      text: 'Le guardamos este horario solo el tiempo que se indica aquí. Puede confirmar ahora.',
    },
    notLaunched: {
      title: 'Por favor, abra esta página desde su portal',
      text: 'No podemos ver quién es usted si esta página se abre sola o se carga otra vez.',
    },
    notSafe: {
      title: 'No pudimos iniciar su sesión de forma segura',
      text: 'Para proteger su expediente, nos detuvimos. Por favor, empiece de nuevo desde su portal.',
    },
    denied: {
      title: 'Esta aplicación no tiene permiso para ver su expediente',
      text: 'Usted o el hospital dijeron que no cuando la aplicación pidió permiso. Puede empezar de nuevo desde su portal.',
    },
    setUpWrong: {
      title: 'Esta aplicación no está bien configurada',
      text: 'No es culpa suya, e intentarlo de nuevo no servirá. Por favor, llámenos para reservar.',
    },
    signInDown: {
      title: 'En este momento no se puede iniciar sesión',
      text: 'Por favor, empiece de nuevo desde su portal en unos minutos.',
    },
    signInFailed: {
      title: 'No pudimos terminar de iniciar su sesión',
      text: 'Por favor, empiece de nuevo desde su portal.',
    },
    finished: {
      title: 'Listo, ya terminó',
      text: 'En esta página no queda nada suyo. Lo que reservó sigue reservado.',
    },
    idle: {
      title: 'Cerramos esta página para proteger sus datos',
      text: 'Nadie la usó durante 15 minutos. Lo que reservó sigue reservado.',
    },
    loadedAgain: {
      title: 'Vuelva a abrir esta página desde su portal',
      text: 'Esta página se volvió a cargar. Por seguridad, solo su portal puede abrirla. Abra allí la programación de citas para volver a ver su cita. Lo que reservó sigue reservado.',
    },
    noPatient: {
      title: 'No sabemos de quién es el expediente que debemos abrir',
      text: 'El portal no nos lo dijo. Por favor, empiece de nuevo desde su portal.',
    },
    storageBlocked: {
      title: 'Su navegador bloquea esta página',
      text: 'No nos permite almacenar nada, ni siquiera mientras usted inicia sesión. Por favor, use otro navegador o llámenos para reservar.',
    },
  },
};
