import { fileURLToPath } from 'node:url';

const shim = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/**
 * For Vite's `resolve.alias`: what fhirclient brings along and this app's page does without, nine tenths of its bytes.
 * All match exactly. `./Client` and its kind are fhirclient's own files; this app names files with their endings, so
 * it has none that is imported so.
 */
export const fhirclientAliases: { find: RegExp; replacement: string }[] = [
  { find: /^(?:\.|fhirclient\/lib)\/lib$/, replacement: shim('./lib.cjs') },
  { find: /^\.\/settings$/, replacement: shim('./settings.cjs') },
  { find: /^\.\/Client$/, replacement: shim('./client.cjs') },
];
