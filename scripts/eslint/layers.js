import path from 'node:path';

/** What the deployment is set to, and how a launch can fail: to be worded, not to be called. */
const facts = /^src\/(config|session\/types)\.ts$/;

/**
 * Which way imports may point. dependency-cruiser says the same of folders, but it reads a component
 * after compilation, when its type-only imports are gone; this rule reads what was written.
 *
 * The first entry that matches a file counts. `imports` are the folders and files of the repository
 * that it may reach, `types` those that it may reach for types alone, `packages` what it may take
 * from npm, `typePackages` the same for types alone.
 */
export const layers = [
  {
    name: 'composition root',
    files: /^src\/(main|launch)\.ts$/,
    imports: /^src\//,
    packages: /^svelte(\/|$)/,
  },
  { name: 'config', files: /^src\/config\.ts$/ },
  {
    name: 'scheduling',
    files: /^src\/scheduling\//,
    imports: /^src\/scheduling\//,
    packages: /^(date-fns|@date-fns\/tz)(\/|$)/,
  },
  {
    name: 'fhir',
    files: /^src\/fhir\//,
    imports: /^src\/(fhir|scheduling)\//,
    types: /^src\/config\.ts$/,
    typePackages: /^fhir\/r[345]$/,
  },
  {
    name: 'session',
    files: /^src\/session\//,
    imports: /^src\/session\//,
    types: /^src\/config\.ts$/,
    packages: /^fhirclient(\/|$)/,
    typePackages: /^fhir\/r[345]$/,
  },
  {
    name: 'flows',
    files: /^src\/flows\//,
    imports: /^src\/(flows|scheduling)\//,
    types: facts,
    packages: /^svelte(\/|$)/,
  },
  {
    name: 'launch page',
    files: /^src\/ui\/launch\//,
    imports: /^src\/(ui|scheduling)\/(?!.*\.svelte(\.ts)?$)/,
    types: facts,
  },
  {
    name: 'format',
    files: /^src\/ui\/format\.ts$/,
    imports: /^src\/(ui|flows|scheduling)\//,
    types: facts,
    packages: /^(date-fns|@date-fns\/tz)(\/|$)/,
  },
  {
    name: 'calendar file',
    files: /^src\/ui\/afterwards\/calendar\.ts$/,
    imports: /^src\/(ui|flows|scheduling)\//,
    packages: /^ical-generator$/,
  },
  {
    name: 'ui',
    files: /^src\/ui\//,
    imports: /^src\/(ui|flows|scheduling)\//,
    types: facts,
    packages: /^svelte(\/|$)/,
  },
  { name: 'no layer', files: /^src\// },
  {
    name: 'sandbox',
    files: /^sandbox\//,
    imports: /^(sandbox\/|package\.json$)/,
    packages: /^(?!fhirclient(\/|$))/,
  },
];

const never = /(?!)/;

/** @type {import('eslint').Rule.RuleModule} */
export default {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      layer:
        'The {{layer}} layer must not import {{target}}. Imports point ui -> flows -> scheduling <- fhir; ' +
        'session imports no layer; only src/main.ts and src/launch.ts cross. Pass the value in from there.',
      types: 'The {{layer}} layer may use {{target}} for types alone: write `import type`.',
      package:
        'The {{layer}} layer must not import the package "{{target}}". Ask for what you need through a port.',
      namespace:
        'Write `import type * as fhir4 from "{{target}}"`, so that wire types are always qualified and a bare Appointment is ours.',
    },
  },
  create(context) {
    const file = path.relative(context.cwd, context.filename).replaceAll('\\', '/');
    const layer = layers.find(({ files }) => files.test(file));
    if (!layer) return {};
    const { imports = never, types = never, packages = never, typePackages = never } = layer;

    /** @returns {{ messageId: string, target: string } | undefined} */
    const complaint = (specifier, typeOnly, namespace) => {
      if (!specifier.startsWith('.')) {
        const target = specifier;
        if (/^fhir\/r\d/.test(target) && typePackages.test(target) && typeOnly && !namespace) {
          return { messageId: 'namespace', target };
        }
        if (packages.test(target) || (typeOnly && typePackages.test(target))) return undefined;
        return { messageId: typePackages.test(target) ? 'types' : 'package', target };
      }
      const target = path.posix.join(path.posix.dirname(file), specifier.replace(/\?.*$/, ''));
      if (imports.test(target) || (typeOnly && types.test(target))) return undefined;
      return { messageId: types.test(target) ? 'types' : 'layer', target };
    };

    const check = (node, specifier, typeOnly, namespace) => {
      const found = complaint(specifier, typeOnly, namespace);
      if (!found) return;
      const { messageId, target } = found;
      context.report({ node, messageId, data: { layer: layer.name, target } });
    };

    return {
      ImportDeclaration(node) {
        const { specifiers } = node;
        const typeOnly =
          node.importKind === 'type' ||
          (specifiers.length > 0 && specifiers.every(({ importKind }) => importKind === 'type'));
        const namespace = specifiers.every(({ type }) => type === 'ImportNamespaceSpecifier');
        check(node, node.source.value, typeOnly, namespace);
      },
      'ExportNamedDeclaration[source], ExportAllDeclaration'(node) {
        check(node, node.source.value, node.exportKind === 'type', true);
      },
      ImportExpression(node) {
        if (node.source.type === 'Literal') check(node, String(node.source.value), false, true);
        else if (/^src\//.test(file)) {
          context.report({
            node,
            messageId: 'layer',
            data: { layer: layer.name, target: 'a module that has no written name' },
          });
        }
      },
      TSImportType(node) {
        const specifier = node.source?.value ?? node.argument?.literal?.value;
        if (typeof specifier === 'string') check(node, specifier, true, true);
      },
    };
  },
};
