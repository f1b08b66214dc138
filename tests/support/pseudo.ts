/** Half as long again as the English, as other languages are, and between brackets that no record has. */
const longer = (text: string): string => `⟦${text}${'~'.repeat(Math.ceil(text.length / 2))}⟧`;

/** A catalogue whose every text can be told from what comes from elsewhere. Its language stays what it is. */
export function pseudo<Value>(value: Value, key = ''): Value {
  if (typeof value === 'string') return (key === 'language' ? value : longer(value)) as Value;
  if (typeof value === 'function') {
    const inWords = value as (...given: readonly unknown[]) => unknown;
    return ((...given: readonly unknown[]) => pseudo(inWords(...given))) as Value;
  }
  if (Array.isArray(value)) {
    const all: readonly unknown[] = value;
    return all.map((each) => pseudo(each)) as Value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  return Object.fromEntries(entries.map(([name, each]) => [name, pseudo(each, name)])) as Value;
}
