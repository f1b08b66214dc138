/** The `tel:` URI of a number as people write it: an extension is words, and is not dialled as part of the number. */
export function telOf(phone: string): string {
  const [number = ''] = phone.split(/[a-z,;#]/i);
  return `tel:${number.replace(/[^+\d]/g, '')}`;
}
