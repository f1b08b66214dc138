import { describe, expect, it } from 'vitest';

import { parseExpires, parseRetryAfter } from '../../../src/fhir/parse/expires.ts';
import { parseInstant, writeInstant } from '../../../src/fhir/parse/instant.ts';
import { noon } from './wire.ts';

describe('an instant', () => {
  it.each([
    ['2026-05-06T12:00:00Z', noon, undefined],
    ['2026-05-06T12:00:00.000Z', noon, undefined],
    ['2026-05-06T12:00:00.5Z', noon + 500, undefined],
    ['2026-05-06T12:00:00.1234567Z', noon + 123, undefined],
    ['2026-05-06T12:00Z', noon, undefined],
    ['2026-05-06T07:00:00-05:00', noon, -300],
    ['2026-05-06T17:45:00+05:45', noon, 345],
    ['2026-05-07T01:00:00+13:00', noon, 780],
    ['2026-05-06T12:00:00+00:00', noon, 0],
    ['2026-05-06T12:00:00-00:00', noon, undefined],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29), undefined],
    [' 2026-05-06T12:00:00Z ', noon, undefined],
  ])('%s is read with its offset as written', (written, at, offset) => {
    expect(parseInstant(written)).toEqual({ at, offset });
  });

  it.each([
    '2026-05-06T12:00:00',
    '2026-05-06',
    '2026-02-30T12:00:00Z',
    '2026-13-01T12:00:00Z',
    '2026-05-06T24:00:00Z',
    '2026-05-06T12:60:00Z',
    '2026-05-06T12:00:61Z',
    '2026-05-06T12:00:00+15:00',
    '2026-05-06 12:00:00Z',
    'tomorrow',
    '',
    undefined,
    null,
    noon,
    ['2026-05-06T12:00:00Z'],
  ])('%s is none', (written) => {
    expect(parseInstant(written)).toBeUndefined();
  });

  it('is sent in UTC, to the second', () => {
    expect(writeInstant(noon + 999)).toBe('2026-05-06T12:00:00Z');
  });
});

describe('the end of a hold, from the Expires header', () => {
  const tenPast = noon + 600_000;
  it.each([
    ['an HTTP-date', 'Wed, 06 May 2026 12:10:00 GMT'],
    ['the month written out, as in the sample of the guide', 'Wed, 6 May 2026 12:10:00 GMT'],
    ['the old form with dashes', 'Wednesday, 06-May-26 12:10:00 GMT'],
    ['a wrong weekday', 'Sun, 06 May 2026 12:10:00 GMT'],
    ['a FHIR instant', '2026-05-06T12:10:00Z'],
    ['a FHIR instant with an offset', '2026-05-06T14:10:00.000+02:00'],
  ])('is read from %s', (_, header) => {
    expect(parseExpires(header, noon)).toBe(tenPast);
  });

  it('is read from a full month name', () => {
    const now = Date.UTC(2018, 2, 21, 7, 20);
    expect(parseExpires('Wed, 21 March 2018 07:28:00 GMT', now)).toBe(now + 480_000);
    const christmas = Date.UTC(2026, 11, 25, 7, 20);
    expect(parseExpires('Fri, 25 December 2026 07:28:00 GMT', christmas)).toBe(christmas + 480_000);
  });

  it.each([
    ['nothing', null],
    ['0, as against caching', '0'],
    ['-1', '-1'],
    ['the past', 'Wed, 06 May 2026 11:59:59 GMT'],
    ['now', 'Wed, 06 May 2026 12:00:00 GMT'],
    ['more than a day ahead', 'Thu, 07 May 2026 12:00:01 GMT'],
    ['no zone', 'Wed, 06 May 2026 12:10:00'],
    ['no date', 'in ten minutes'],
    ['no such month', 'Wed, 06 Mumble 2026 12:10:00 GMT'],
  ])('is not believed when it is %s', (_, header) => {
    expect(parseExpires(header, noon)).toBeUndefined();
  });
});

describe('how long to wait, from Retry-After', () => {
  it('is seconds or a date', () => {
    expect(parseRetryAfter('120', noon)).toBe(120);
    expect(parseRetryAfter('Wed, 06 May 2026 12:02:00 GMT', noon)).toBe(120);
    expect(parseRetryAfter('-5', noon)).toBeUndefined();
    expect(parseRetryAfter(null, noon)).toBeUndefined();
  });
});
