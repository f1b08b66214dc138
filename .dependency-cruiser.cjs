/**
 * Which folders may import which. It also sees type-only imports of TypeScript files; those inside
 * components are gone when it looks, so ESLint's house/layers (scripts/eslint/layers.js) says the same
 * again. The fixtures of every rule stand in tests/unit/lint/fixtures.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment:
        'scheduling/ imports date-fns, @date-fns/tz and itself. What it needs of the world it asks for in ' +
        'scheduling/ports.ts; implement the port in fhir/ and hand it over in main.ts.',
      from: { path: '^src/scheduling/' },
      to: {
        pathNot: ['^src/scheduling/', '(^|/)node_modules/(date-fns|@date-fns/tz)/'],
      },
    },
    {
      name: 'fhir-serves-the-domain',
      severity: 'error',
      comment:
        'fhir/ implements the ports of scheduling/ and knows neither the screen nor the session. Take what ' +
        'you need as an argument from main.ts. From npm it takes types alone: @types/fhir.',
      from: { path: '^src/fhir/' },
      to: {
        pathNot: ['^src/(fhir|scheduling)/', '^src/config\\.ts$', '(^|/)node_modules/@types/fhir/'],
      },
    },
    {
      name: 'session-knows-no-layer',
      severity: 'error',
      comment:
        'session/ imports fhirclient and itself. main.ts and launch.ts carry its values to the layers.',
      from: { path: '^src/session/' },
      to: {
        pathNot: [
          '^src/session/',
          '^src/config\\.ts$',
          '(^|/)node_modules/(fhirclient|@types/fhir)/',
          '^shims/fhirclient/',
        ],
      },
    },
    {
      name: 'flows-know-the-domain-only',
      severity: 'error',
      comment:
        'flows/ imports scheduling/ and itself (and the types of session/types.ts). Ports come in by ' +
        'constructor; arithmetic with days belongs into scheduling/, where the zone is an argument.',
      from: { path: '^src/flows/' },
      to: {
        pathNot: [
          '^src/(flows|scheduling)/',
          '^src/(config|session/types)\\.ts$',
          '(^|/)node_modules/svelte/',
        ],
      },
    },
    {
      name: 'ui-does-not-reach-the-wire',
      severity: 'error',
      comment:
        'ui/ imports flows/, scheduling/ and itself (and the types of session/types.ts). Call a method of a ' +
        'flow, and let the flow ask the port.',
      from: { path: '^src/ui/' },
      to: {
        path: ['^src/(fhir|session)/', '(^|/)node_modules/@types/fhir/'],
        pathNot: '^src/session/types\\.ts$',
      },
    },
    {
      name: 'ui-takes-nothing-but-svelte',
      severity: 'error',
      comment:
        'Components are written with Svelte and the browser. date-fns is for ui/format.ts alone, and ical-generator for ' +
        'ui/afterwards/calendar.ts, which comes when it is asked for. Every other package costs the patient bytes on the way to the first screen: talk about it first.',
      from: { path: '^src/ui/', pathNot: '^src/ui/(format|afterwards/calendar)\\.ts$' },
      to: { path: '(^|/)node_modules/', pathNot: '(^|/)node_modules/svelte/' },
    },
    {
      name: 'launch-page-without-svelte',
      severity: 'error',
      comment:
        'The launch page authorises and is gone: it has no time for a framework. Build its failure page ' +
        'with document.createElement.',
      from: { path: '^(src/launch\\.ts$|src/ui/launch/)' },
      to: { path: ['\\.svelte(\\.ts)?$', '(^|/)node_modules/svelte/'], reachable: true },
    },
    {
      name: 'only-roots-cross',
      severity: 'error',
      comment:
        'main.ts and launch.ts put the layers together; nothing imports them. Move what you need into the ' +
        'layer that it belongs to.',
      from: { path: '^src/' },
      to: { path: '^src/(main|launch)\\.ts$' },
    },
    {
      name: 'config-is-read-by-the-roots',
      severity: 'error',
      comment:
        'The settings are read once, in main.ts and launch.ts, and handed on as values. Elsewhere, ' +
        '`import type` is allowed (not in scheduling/).',
      from: { path: '^src/', pathNot: '^src/(main|launch)\\.ts$' },
      to: { path: '^src/config\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'session-types-are-types',
      severity: 'error',
      comment: 'session/types.ts is open to flows/ and ui/ for types alone: write `import type`.',
      from: { path: '^src/(flows|ui)/' },
      to: { path: '^src/session/types\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'config-is-a-leaf',
      severity: 'error',
      comment: 'config.ts imports nothing: whatever it needs it checks itself.',
      from: { path: '^src/config\\.ts$' },
      to: {},
    },
    {
      name: 'wire-types-are-types',
      severity: 'error',
      comment:
        'fhir/r3, fhir/r4 and fhir/r5 hold types alone: write `import type * as fhir4 from …`.',
      from: { path: '^src/' },
      to: { path: '(^|/)node_modules/@types/fhir/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'fhirclient-in-session-only',
      severity: 'error',
      comment:
        'fhirclient is called from session/ alone, which closes its holes. Elsewhere use the Session that main.ts hands over.',
      from: { path: '^src/', pathNot: '^src/session/' },
      to: { path: '(^|/)node_modules/fhirclient/' },
    },
    {
      name: 'sandbox-apart-from-src',
      severity: 'error',
      comment:
        'The sandbox and the app are two readings of the same specifications; shared code would let both be ' +
        'wrong together. Write it twice.',
      from: { path: '^sandbox/' },
      to: { path: ['^src/', '(^|/)node_modules/fhirclient/'] },
    },
    {
      name: 'src-apart-from-sandbox',
      severity: 'error',
      comment:
        'The app and the sandbox are two readings of the same specifications; shared code would let both be ' +
        'wrong together. Write it twice.',
      from: { path: '^src/' },
      to: { path: '^sandbox/' },
    },
    {
      name: 'nothing-depends-on-tests',
      severity: 'error',
      comment:
        'src/ and sandbox/ run without tests/, bench/, scripts/ and docs/, which may take from them. Move the file, ' +
        'or pass the value in.',
      from: { path: '^(src|sandbox)/' },
      to: { path: '^(tests|bench|scripts|docs)/' },
    },
    {
      name: 'no-circular',
      severity: 'error',
      comment:
        'Files that call each other are one file, or lack a third: move what both need into it. A circle ' +
        'that an `import type` closes is gone when the program runs, and is let through.',
      from: { path: '^(src|sandbox)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'Nothing imports this file and it imports nothing: use it or delete it.',
      from: { orphan: true, path: '^src/', pathNot: '\\.d\\.ts$' },
      to: {},
    },
    {
      name: 'not-to-dev-dep',
      severity: 'error',
      comment:
        'What the app ships with stands under "dependencies" in package.json; move it there.',
      from: { path: '^src/' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: '(^|/)node_modules/@types/',
      },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      comment: 'There is no such module: mend the path, or add the package to package.json.',
      from: { path: '^(src|sandbox)/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['\\.css$'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.svelte', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
