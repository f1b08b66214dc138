import { readSpan } from '../dates.ts';

const patterns: Readonly<Record<string, RegExp>> = {
  id: /^[A-Za-z0-9\-.]{1,64}$/,
  code: /^\S+( \S+)*$/,
  uri: /^\S+$/,
  oid: /^urn:oid:[0-2](\.[1-9]\d*)+$/,
  base64Binary: /^[A-Za-z0-9+/=\s]+$/,
  time: /^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?$/,
  date: /^\d{4}(-\d{2}(-\d{2})?)?$/,
  instant: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/,
  dateTime: /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?)?)?$/,
};

const dated = new Set(['date', 'instant', 'dateTime']);
const whole: Readonly<Record<string, number>> = {
  integer: -(2 ** 31),
  unsignedInt: 0,
  positiveInt: 1,
};

export function isPrimitive(type: string): boolean {
  return /^[a-z]/.test(type) && type !== 'any';
}

/** Whether a JSON value is a value of the FHIR primitive. */
export function isValidPrimitive(type: string, value: unknown): boolean {
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'decimal') return typeof value === 'number';
  const least = whole[type];
  if (least !== undefined)
    return Number.isInteger(value) && (value as number) >= least && (value as number) < 2 ** 31;
  if (typeof value !== 'string' || value === '') return false;
  if (dated.has(type) && !readSpan(value)) return false;
  return patterns[type]?.test(value) ?? true;
}
