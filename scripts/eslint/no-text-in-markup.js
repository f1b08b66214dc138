/** Attributes whose value a patient reads or hears, and the props that components name alike. */
const spoken =
  /^(aria-(label|description|roledescription|placeholder|valuetext|braillelabel)|title|alt|placeholder|label|text|heading|description|caption|message)$/;

const hasLetters = (text) => /\p{L}/u.test(text);

/** The literal pieces of text that an expression can put on the page. */
function* pieces(expression) {
  switch (expression?.type) {
    case 'Literal':
      if (typeof expression.value === 'string') yield [expression, expression.value];
      break;
    case 'TemplateLiteral':
      for (const quasi of expression.quasis) yield [quasi, quasi.value.raw];
      break;
    case 'ConditionalExpression':
      yield* pieces(expression.consequent);
      yield* pieces(expression.alternate);
      break;
    case 'LogicalExpression':
      yield* pieces(expression.left);
      yield* pieces(expression.right);
      break;
    case 'BinaryExpression':
      if (expression.operator === '+') {
        yield* pieces(expression.left);
        yield* pieces(expression.right);
      }
      break;
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      yield* pieces(expression.expression);
      break;
  }
}

/** @type {import('eslint').Rule.RuleModule} */
export default {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      text: 'What a patient reads stands in the catalogue (src/ui/messages), so that it can be translated: {{text}}',
    },
  },
  create(context) {
    const report = (node, text) => {
      if (!hasLetters(text)) return;
      context.report({ node, messageId: 'text', data: { text: text.trim().slice(0, 60) } });
    };
    const reportPieces = (expression) => {
      for (const [node, text] of pieces(expression)) report(node, text);
    };
    return {
      SvelteText(node) {
        if (node.parent.type !== 'SvelteStyleElement') report(node, node.value);
      },
      'SvelteMustacheTag[parent.type=/^Svelte(Element|IfBlock|ElseBlock|EachBlock|KeyBlock|AwaitThenBlock|AwaitCatchBlock|AwaitPendingBlock|SnippetBlock)$/]'(
        node,
      ) {
        reportPieces(node.expression);
      },
      'Program > SvelteMustacheTag'(node) {
        reportPieces(node.expression);
      },
      SvelteAttribute(node) {
        if (!spoken.test(node.key.name)) return;
        for (const value of node.value) {
          if (value.type === 'SvelteLiteral') report(value, value.value);
          else reportPieces(value.expression);
        }
      },
    };
  },
};
