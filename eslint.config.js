import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import { house } from './scripts/eslint/house.js';
import svelteConfig from './svelte.config.js';

const components = ['**/*.svelte', '**/*.svelte.ts'];
const tests = ['tests/**/*.ts'];
/** They do their arithmetic in a named zone, or only ask whether a zone exists. */
const knowsZones = [
  'src/ui/format.ts',
  'src/config.ts',
  'src/fhir/parse/**/*.ts',
  'src/scheduling/availability.ts',
];

export default defineConfig(
  globalIgnores([
    'dist/',
    'test-results/',
    'playwright-report/',
    '.sandbox/',
    '.cache/',
    'screenshots/',
    'tests/unit/lint/fixtures/',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: components,
    languageOptions: {
      parserOptions: { parser: ts.parser, svelteConfig },
    },
    rules: {
      // TypeScript knows every name, runes included.
      'no-undef': 'off',
      // Ours is one page; there is no SvelteKit router to resolve with.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    // The state of a flow is one `$state.raw` union; a Map beside it is bookkeeping.
    files: ['src/flows/**'],
    rules: { 'svelte/prefer-svelte-reactivity': 'off' },
  },
  {
    files: ['**/*.js', '**/*.cjs'],
    extends: [ts.configs.disableTypeChecked],
    rules: {
      '@typescript-eslint/no-require-imports': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },

  // The house.
  { plugins: { house } },
  { files: ['src/**', 'sandbox/**'], rules: { 'house/layers': 'error' } },
  { files: ['src/scheduling/**'], rules: { 'house/pure-domain': 'error' } },
  { files: ['src/**'], ignores: knowsZones, rules: { 'house/dates-in-format': 'error' } },
  {
    files: ['src/**'],
    ignores: ['src/session/**'],
    rules: { 'house/storage-in-session': 'error' },
  },
  {
    files: ['src/**'],
    rules: {
      'no-alert': 'error',
      'no-console': 'error',
      'house/no-effect': 'error',
      'house/no-inner-html': 'error',
      'house/no-style-attribute': 'error',
      'house/no-test-ids': 'error',
      'svelte/no-at-html-tags': 'error',
    },
  },
  { files: ['src/ui/**/*.svelte'], rules: { 'house/no-text-in-markup': 'error' } },
  {
    files: tests,
    rules: {
      'house/no-module-mocks': 'error',
      'house/no-silenced-tests': 'error',
      'house/no-test-ids': 'error',
      // A test that is wrong about what is there fails, which is what it is for.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // What a fake was asked is read from its methods, without calling them.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // Hono gives back itself under other type parameters than it was made with.
    files: ['sandbox/**/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-class-instance-assignment': 'off' },
  },
  {
    // Ports are asynchronous where the real thing is; what stands in for it need not wait.
    files: [...tests, 'sandbox/**/*.ts', 'bench/**/*.ts'],
    rules: { '@typescript-eslint/require-await': 'off' },
  },
  {
    // Their packages are installed only for `npm run bench:find`, so their types are not always there.
    files: ['bench/find/peers/**'],
    extends: [ts.configs.disableTypeChecked],
  },
);
