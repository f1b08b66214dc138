import { describe, expect, it } from 'vitest';

import { cancelReason } from '../../../src/fhir/cancel-reason.ts';
import { parseAppointment } from '../../../src/fhir/parse/appointment.ts';
import type { Json } from '../../../src/fhir/parse/json.ts';
import { cancelReasons } from '../../../src/scheduling/model.ts';
import { appointment, base } from './wire.ts';

const guide = 'http://fhir.org/guides/argonaut-scheduling';
const system = `${guide}/CodeSystem/status-reason`;
const url = `${guide}/StructureDefinition/extension-status-reason`;
const r4 = 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason';

const coded = (code: string, display?: string, of = system) => ({
  coding: [{ system: of, code, display }],
});
const stu3 = (valueCodeableConcept: unknown) => ({ extension: [{ url, valueCodeableConcept }] });

const cancellationOf = (changes: object, status = 'cancelled') =>
  parseAppointment(appointment(status, changes) as Json, base)?.cancellation;

describe('why an appointment was called off', () => {
  const weather = coded('weather', 'Weather');

  it.each([
    ['STU3: Argonaut’s extension', stu3(weather)],
    ['STU3: behind other extensions', { extension: [{ url: 'x' }, ...stu3(weather).extension] }],
    ['STU3: one extension where a list belongs', { extension: stu3(weather).extension[0] }],
    [
      'STU3: the extension under another base',
      {
        extension: [
          {
            ...stu3(weather).extension[0],
            url: 'https://ehr.example/StructureDefinition/extension-status-reason',
          },
        ],
      },
    ],
    ['R4: cancelationReason', { cancelationReason: weather }],
    ['R5: cancellationReason', { cancellationReason: weather }],
    [
      'an extension without a value, beside R4',
      { extension: [{ url }], cancelationReason: weather },
    ],
  ])('is read in the shape of %s', (_, changes) => {
    expect(cancellationOf(changes)).toEqual({ reason: 'Weather', by: undefined });
  });

  it('is said in the EHR’s own words before those of the code', () => {
    const text = ' No snow tires,\n sorry ';
    expect(cancellationOf(stu3({ ...weather, text }))?.reason).toBe('No snow tires, sorry');
    expect(cancellationOf({ cancelationReason: { text } })).toEqual({
      reason: 'No snow tires, sorry',
      by: undefined,
    });
  });

  it('is no bare code: that is for machines', () => {
    expect(cancellationOf(stu3(coded('patient-cancel')))).toEqual({
      reason: undefined,
      by: 'patient',
    });
    expect(cancellationOf({ cancelationReason: coded('oth-err', undefined, r4) })).toEqual({
      reason: undefined,
      by: undefined,
    });
  });

  it.each([undefined, null, 7, 'weather', [], [null], {}, { coding: null }])(
    'is not known where the EHR wrote %j',
    (concept) => {
      const unknown = { reason: undefined, by: undefined };
      expect(cancellationOf(stu3(concept))).toEqual(unknown);
      expect(cancellationOf({ cancelationReason: concept })).toEqual(unknown);
      expect(cancellationOf({ extension: concept })).toEqual(unknown);
    },
  );

  it('is asked only of what is cancelled, also where that is misspelt', () => {
    for (const status of ['booked', 'pending', 'fulfilled', 'noshow', 'entered-in-error'])
      expect(cancellationOf(stu3(weather), status)).toBeUndefined();
    expect(cancellationOf(stu3(weather), 'canceled')?.reason).toBe('Weather');
  });
});

describe('[B16] who called it off is said only where the EHR says so', () => {
  it.each([
    'patient-cancel',
    'improved',
    'transportation',
    'moved',
    'refused',
    'needs-tests',
    'new-provider',
    'terminated',
    'disgruntled',
    'pregnant',
    'no-show',
  ])('the patient: %s', (code) => {
    expect(cancellationOf(stu3(coded(code)))?.by).toBe('patient');
  });

  it.each([
    'staff-cancel',
    'equip-unavail',
    'room-unavial',
    'prep-unavail',
    'prep-incomplete',
    'interpreter-unavail',
    'plan-changes',
    'abnormal-results',
    'scheduling-error',
    'financial',
    'hospitalized',
    'other',
  ])('the clinic: %s', (code) => {
    expect(cancellationOf(stu3(coded(code)))?.by).toBe('clinic');
  });

  it.each(['weather', 'meeting', 'personal', 'new-code', ''])('nobody knows: "%s"', (code) => {
    expect(cancellationOf(stu3(coded(code)))?.by).toBeUndefined();
  });

  it.each(cancelReasons)('never the clinic for what this app itself may send: %s', (code) => {
    expect(cancellationOf(stu3(coded(code)))?.by).not.toBe('clinic');
  });

  it('in IHE’s system as in Argonaut’s, whose codes it took over', () => {
    const ihe = 'https://profiles.ihe.net/ITI/Scheduling';
    const why = (code: string) => ({
      extension: [
        {
          url: `${ihe}/StructureDefinition/extension-status-reason`,
          valueCodeableConcept: coded(code, 'Words', `${ihe}/CodeSystem/status-reason`),
        },
      ],
    });
    expect(cancellationOf(why('moved'))).toEqual({ reason: 'Words', by: 'patient' });
    expect(cancellationOf(why('staff-cancel'))?.by).toBe('clinic');
    expect(cancellationOf(why('weather'))?.by).toBeUndefined();
  });

  it('in words alone says nobody', () => {
    expect(cancellationOf(stu3({ text: 'Cancelled by patient' }))?.by).toBeUndefined();
  });

  it.each([
    ['pat', 'patient'],
    ['pat-lt', 'patient'],
    ['prov', 'clinic'],
    ['prov-hosp', 'clinic'],
    ['maint', 'clinic'],
    ['meds-inc', 'clinic'],
    ['other', undefined],
    ['oth-weath', undefined],
    ['patty', undefined],
  ])('in HL7’s codes of R4 and later: %s is %s', (code, by) => {
    expect(cancellationOf({ cancelationReason: coded(code, undefined, r4) })?.by).toBe(by);
  });

  it.each(cancelReasons)('the patient, in R4 and R5 too, for what this app sends: %s', (code) => {
    expect(cancellationOf({ cancelationReason: cancelReason(code) })?.by).toBe('patient');
    expect(cancellationOf({ cancellationReason: cancelReason(code) })?.by).toBe('patient');
  });

  it('beside other codes is found', () => {
    const coding = [{ system: 'https://ehr.example/reasons', code: 'X7' }];
    const { coding: own } = coded('staff-cancel');
    expect(cancellationOf(stu3({ coding: [...coding, ...own] }))?.by).toBe('clinic');
  });

  it('the patient, where the codes name both sides, in whatever order', () => {
    const codings = ['staff-cancel', 'patient-cancel'].flatMap((code) => coded(code).coding);
    for (const coding of [codings, [...codings].reverse()])
      expect(cancellationOf(stu3({ coding }))?.by).toBe('patient');
  });

  it('is read under another base of the guide', () => {
    const elsewhere = 'https://ehr.example/argonaut-scheduling/CodeSystem/status-reason';
    expect(cancellationOf(stu3(coded('other', undefined, elsewhere)))?.by).toBe('clinic');
  });

  it('is not read into another system’s code that is spelt alike', () => {
    const moved = coded('moved', 'Clinic moved', 'https://ehr.example/reasons');
    expect(cancellationOf(stu3(moved))).toEqual({ reason: 'Clinic moved', by: undefined });
    expect(cancellationOf({ cancelationReason: moved })?.by).toBeUndefined();
  });

  it.each(['constructor', 'toString', '__proto__'])('is nothing else at all: %s', (code) => {
    expect(cancellationOf(stu3(coded(code)))?.by).toBeUndefined();
  });
});
