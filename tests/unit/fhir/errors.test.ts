import { describe, expect, it } from 'vitest';

import { attempt, failureOf, FhirError, type Asked } from '../../../src/fhir/errors.ts';
import { appointment, bundle, outcome } from './wire.ts';

const read: Asked = {};
const find: Asked = { operation: true };
const change: Asked = { operation: true, changes: true };
const patch: Asked = { changes: true };

const kindOf = (status: number, body: unknown, asked: Asked): string =>
  failureOf(status, body, asked, undefined).kind;

describe('an error status', () => {
  it.each([
    [400, 'rejected', 'rejected'],
    [401, 'session-ended', 'session-ended'],
    [403, 'not-permitted', 'not-permitted'],
    [404, 'not-found', 'not-supported'],
    [405, 'not-supported', 'not-supported'],
    [408, 'no-answer', 'no-answer'],
    [409, 'rejected', 'conflict'],
    [410, 'not-found', 'not-supported'],
    [412, 'rejected', 'conflict'],
    [415, 'rejected', 'rejected'],
    [422, 'rejected', 'conflict'],
    [423, 'rejected', 'conflict'],
    [424, 'rejected', 'conflict'],
    [429, 'too-busy', 'too-busy'],
    [500, 'server-error', 'server-error'],
    [501, 'not-supported', 'not-supported'],
    [502, 'server-error', 'server-error'],
    [504, 'server-error', 'server-error'],
  ])('%i without a word is %s for a reading and %s for a change', (status, reading, changing) => {
    for (const body of [undefined, null, 'no', [], {}, { resourceType: 'Patient' }]) {
      expect(kindOf(status, body, read)).toBe(reading);
      expect(kindOf(status, body, change)).toBe(changing);
    }
  });

  it('503 is certain to have changed nothing only where the EHR itself says it', () => {
    expect(kindOf(503, undefined, read)).toBe('too-busy');
    expect(kindOf(503, outcome('throttled'), change)).toBe('too-busy');
    expect(kindOf(503, undefined, change)).toBe('server-error');
  });

  it.each(['conflict', 'invalid', 'duplicate', 'not-found', 'business-rule', 'lock-error'])(
    '400 with %s refuses a change, and rejects a reading',
    (code) => {
      expect(kindOf(400, outcome(code), change)).toBe('conflict');
      expect(kindOf(400, outcome(code), find)).toBe('rejected');
    },
  );

  it('400 with another code rejects the request as it was put', () => {
    expect(kindOf(400, outcome('required'), change)).toBe('rejected');
  });

  it.each([400, 404, 422])('%i with not-supported means that the server cannot do it', (status) => {
    expect(kindOf(status, outcome('not-supported'), change)).toBe('not-supported');
  });

  it('500 with not-supported stays a server error', () => {
    expect(kindOf(500, outcome('not-supported'), change)).toBe('server-error');
  });

  it('404 from an operation is about a stale id only where the EHR says that a thing is not found', () => {
    expect(kindOf(404, outcome('not-found', 'Appointment/open-1 is not known'), change)).toBe(
      'not-found',
    );
    expect(kindOf(404, outcome('not-found'), change)).toBe('not-found');
    expect(kindOf(404, outcome('not-found', 'Unknown operation "hold"'), change)).toBe(
      'not-supported',
    );
    expect(kindOf(404, outcome('processing'), change)).toBe('not-supported');
    expect(kindOf(404, outcome('processing'), patch)).toBe('not-found');
  });

  it.each([400, 404, 409, 500])('%i with the refused Appointment is a refusal', (status) => {
    for (const body of [appointment('cancelled'), bundle([appointment('cancelled')])]) {
      expect(kindOf(status, body, change)).toBe('conflict');
    }
  });

  it('401 stays 401 whatever comes with it', () => {
    expect(kindOf(401, bundle([appointment('cancelled')]), change)).toBe('session-ended');
  });

  it('keeps the notices, bare, in a Bundle or in Parameters', () => {
    const notices = [{ severity: 'error', code: 'conflict', text: 'Taken' }];
    const said = outcome('conflict', 'Taken');
    const parameters = {
      resourceType: 'Parameters',
      parameter: [{ name: 'outcome', resource: said }],
    };
    for (const body of [said, bundle([said]), parameters]) {
      expect(failureOf(409, body, change, undefined)).toEqual({ kind: 'conflict', notices });
    }
  });
});

describe('on the way out of the layer', () => {
  it('a FhirError becomes a failure', async () => {
    const failure = { kind: 'session-ended', notices: [] } as const;
    expect(await attempt(() => Promise.reject(new FhirError(failure)))).toEqual({
      ok: false,
      failure,
    });
    expect(new FhirError(failure).code).toBe('session-ended');
  });

  it('a bug stays an exception', async () => {
    await expect(attempt(() => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug');
  });
});
