import { describe, expect, test } from 'vitest';

import { parseElsewhere } from '../../../src/fhir/parse/elsewhere.ts';
import { parseProposed } from '../../../src/fhir/parse/proposal.ts';
import { base, proposal } from './wire.ts';

const first = 'http://fhir-registry.smarthealthit.org/StructureDefinition';
const hl7 = 'http://hl7.org/fhir/uv/smart-scheduling-links/StructureDefinition';
const austria = 'https://fhir.hl7.at/tc/wg/scheduling/r5/StructureDefinition';
const page = 'https://booking.example.org/slots/7?from=app';

const link = (valueUrl: unknown, of = first) => ({ url: `${of}/booking-deep-link`, valueUrl });
const phone = (valueString: unknown, of = first) => ({ url: `${of}/booking-phone`, valueString });
const slot = (...extension: readonly unknown[]) => ({
  contained: [{ resourceType: 'Slot', extension }],
});

describe('a time that is booked elsewhere', () => {
  test.each([
    ['SMART Scheduling Links', { extension: [link(page)] }],
    ['HL7’s guide', { extension: [link(page, hl7)] }],
    ['its Slot', slot(link(page))],
    ['Austria', slot({ url: `${austria}/appointment-booking-url`, valueUri: page })],
    ['Austria, before', slot({ url: `${austria}/slot-booking-url`, valueUri: page })],
  ])('says where: %s', (_, json) => {
    expect(parseElsewhere(json)).toEqual({ url: page, phone: undefined });
  });

  test('says whom to call, beside the page or alone', () => {
    expect(parseElsewhere(slot(link(page), phone(' +1-555-123-4567\n', hl7)))).toEqual({
      url: page,
      phone: '+1-555-123-4567',
    });
    expect(parseElsewhere(slot(phone('(555) 123-4567 ext. 3')))).toEqual({
      url: undefined,
      phone: '(555) 123-4567 ext. 3',
    });
  });

  test.each([
    'http://booking.example.org/',
    'javascript:alert(1)',
    'data:text/html,hello',
    '//booking.example.org/',
    '/slots/7',
    'https://hospital.example@evil.example/',
    'tel:+15551234567',
    '',
    7,
    undefined,
  ])('names no page by %j, and is booked nowhere else for that', (valueUrl) => {
    expect(parseElsewhere({ extension: [link(valueUrl)] })).toEqual({
      url: undefined,
      phone: undefined,
    });
  });

  test('takes the first page of several that can be one, and only a number for a phone', () => {
    const several = [link('http://plain.example/'), link(page), link('https://other.example/')];
    expect(parseElsewhere({ extension: [...several, phone('ask at the desk')] })).toEqual({
      url: page,
      phone: undefined,
    });
  });

  test('is none where nothing says so', () => {
    for (const json of [
      {},
      proposal,
      { extension: [{ url: `${first}/slot-capacity`, valueInteger: 3 }] },
      { extension: 'no', contained: [null, { resourceType: 'Location', extension: [link(page)] }] },
    ])
      expect(parseElsewhere(json)).toBeUndefined();
  });

  test('says it when it is looked at, and not before', () => {
    let reads = 0;
    const resource = {
      ...proposal,
      get extension() {
        reads += 1;
        return [link(page)];
      },
    };
    const time = parseProposed(resource, base);
    expect(time?.start).toBeDefined();
    expect(time?.practitioners).toHaveLength(1);
    const before = reads;
    expect(time?.elsewhere?.url).toBe(page);
    expect(time?.elsewhere?.url).toBe(page);
    expect(reads).toBe(before + 1);
    expect(parseProposed(proposal, base)?.elsewhere).toBeUndefined();
  });
});
