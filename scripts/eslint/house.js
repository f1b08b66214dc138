import layers from './layers.js';
import noTextInMarkup from './no-text-in-markup.js';
import { restrict } from './restrict.js';

/** The habits of this house. Every rule has a fixture in tests/unit/lint/fixtures that breaks it. */
export const house = {
  meta: { name: 'house' },
  rules: {
    layers,
    'no-text-in-markup': noTextInMarkup,

    'pure-domain': restrict({
      instead:
        'The domain is pure: the clock, the EHR and chance are arguments, never `{{it}}`. See src/scheduling/ports.ts.',
      globals: [
        'fetch',
        'window',
        'self',
        'document',
        'globalThis',
        'navigator',
        'location',
        'history',
        'performance',
        'crypto',
        'process',
        'setTimeout',
        'setInterval',
        'setImmediate',
        'queueMicrotask',
        'requestAnimationFrame',
        'requestIdleCallback',
        'XMLHttpRequest',
        'localStorage',
        'sessionStorage',
        'indexedDB',
      ],
      selectors: [
        'MemberExpression[object.name="Date"][property.name="now"]',
        'NewExpression[callee.name="Date"][arguments.length=0]',
        'CallExpression[callee.name="Date"]',
        'MemberExpression[object.name="Math"][property.name="random"]',
        'MemberExpression[object.name="AbortSignal"][property.name="timeout"]',
      ],
    }),

    'dates-in-format': restrict({
      instead:
        '`{{it}}` reads the zone or the language of the browser. Dates and times are written in src/ui/format.ts alone, in the zone of the clinic.',
      selectors: [
        'MemberExpression[property.name=/^toLocale(Date|Time)?String$/]',
        'MemberExpression[property.name=/^to(Date|Time)String$/]',
        'MemberExpression[object.name="Intl"][property.name=/^(DateTimeFormat|RelativeTimeFormat|DurationFormat)$/]',
        'MemberExpression[property.name=/^(get|set)(Date|Day|FullYear|Hours|Minutes|Month|Seconds|Milliseconds|Year)$/]',
        'MemberExpression[property.name="getTimezoneOffset"]',
      ],
    }),

    'no-effect': restrict({
      instead:
        '`$effect` hides what causes what. Derive the value, act in the method that the patient calls, or touch the DOM in an attachment ({@attach}).',
      selectors: ['Identifier[name="$effect"]'],
    }),

    'storage-in-session': restrict({
      instead:
        '`{{it}}` keeps what a patient did after the patient has left. Only src/session/ stores anything.',
      globals: ['localStorage', 'sessionStorage', 'indexedDB', 'cookieStore', 'caches'],
      selectors: [
        'MemberExpression[object.name="document"][property.name="cookie"]',
        'MemberExpression[object.property.name="document"][property.name="cookie"]',
        'MemberExpression[object.name=/^(window|self|globalThis|top|parent)$/][property.name="name"]',
      ],
    }),

    'no-inner-html': restrict({
      instead:
        '`{{it}}` runs what the EHR sent as markup. Put text into elements, or write a component.',
      selectors: [
        'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|srcdoc)$/]',
        'MemberExpression[object.name="document"][property.name=/^writeln?$/]',
        'SvelteAttribute[key.name="srcdoc"]',
      ],
    }),

    'no-style-attribute': restrict({
      instead:
        "`style-src 'self'` refuses style attributes. Write a class, or set a custom property with `style:--name`.",
      selectors: ['SvelteAttribute[key.name="style"]'],
    }),

    'no-module-mocks': restrict({
      instead:
        '`{{it}}` tests the test. Give the real thing a port by its constructor, or pull a lever of the sandbox.',
      selectors: [
        'MemberExpression[object.name=/^(vi|vitest|jest)$/][property.name=/^(mock|doMock|unmock|doUnmock|hoisted|importMock|setMock)$/]',
      ],
    }),

    'no-silenced-tests': restrict({
      instead: '`{{it}}` lets the build pass untested. Mend the test, or delete it and say why.',
      selectors: [
        'MemberExpression[object.name=/^(test|it|describe|suite|bench)$/][property.name=/^(skip|skipIf|runIf|only|todo|fixme|fails|fail)$/]',
        'MemberExpression[object.type="MemberExpression"][object.object.name=/^(test|it|describe|suite)$/][property.name=/^(skip|skipIf|runIf|only|todo|fixme|fails|fail)$/]',
        'CallExpression[callee.name=/^(xit|xtest|xdescribe|fit|fdescribe|ftest)$/]',
      ],
    }),

    'no-test-ids': restrict({
      instead: 'A patient sees no test ids. Find it by its role and its name.',
      selectors: [
        'MemberExpression[property.name=/^(get|query|find)(All)?ByTestId$/]',
        'SvelteAttribute[key.name="data-testid"]',
      ],
    }),
  },
};
