/**
 * A rule made of things that must not be written. `no-restricted-syntax` would do, if two blocks of
 * a flat configuration could both add to it; the last one wins, so each of ours has its own name.
 *
 * @param {object} what
 * @param {string} what.instead Tells the offender what to do. `{{it}}` is what was written.
 * @param {readonly string[]} [what.selectors] ESQuery.
 * @param {readonly string[]} [what.globals] Names that reach no declaration in the file, and the
 *   same names taken from `window`, `globalThis` or `self`.
 * @returns {import('eslint').Rule.RuleModule}
 */
export function restrict({ instead, selectors = [], globals = [] }) {
  const refused = new Set(globals);
  return {
    meta: { type: 'problem', schema: [], messages: { instead } },
    create(context) {
      const source = context.sourceCode;
      const report = (node) =>
        context.report({
          node,
          messageId: 'instead',
          data: { it: source.getText(node).split('\n')[0] },
        });
      const listeners = Object.fromEntries(selectors.map((selector) => [selector, report]));
      if (refused.size === 0) return listeners;
      return {
        ...listeners,
        'MemberExpression[object.name=/^(window|globalThis|self|parent|top)$/]'(node) {
          if (!node.computed && refused.has(node.property.name)) report(node);
        },
        'Program:exit'() {
          const { globalScope } = source.scopeManager;
          const undeclared = globalScope.through.filter(({ resolved }) => !resolved);
          const declared = globalScope.variables
            .filter(({ defs }) => defs.length === 0)
            .flatMap(({ references }) => references);
          for (const { identifier, isTypeReference } of new Set([...undeclared, ...declared])) {
            if (!isTypeReference && refused.has(identifier.name)) report(identifier);
          }
        },
      };
    },
  };
}
