import { describe, expect, test } from 'vitest';

import type { Directory } from '../../../src/scheduling/model.ts';
import { base, bundle, ehrOver, json, outcome, words, type Sent } from './wire.ts';

type Answer = Response | Error;

/** Reads the directory of a server that answers so, by resource type; what is not given is empty. */
async function read(
  answers: Readonly<Record<string, Answer>>,
): Promise<{ readonly directory: Directory; readonly calls: readonly string[] }> {
  const sent: Pick<Sent, 'url' | 'method'>[] = [];
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    sent.push({ url, method: init.method ?? 'GET' });
    const rest = url.slice(base.length + 1);
    const answer = answers[rest] ?? answers[rest.split('?')[0] ?? ''] ?? json(bundle([]));
    if (answer instanceof Error) throw answer;
    return answer.clone();
  };
  const directory = await ehrOver({ fetch }).readDirectory();
  return {
    directory,
    calls: sent.map(({ url, method }) => `${method} ${url.slice(base.length + 1)}`),
  };
}
const answered = async (answers: Readonly<Record<string, Answer>>) =>
  (await read(answers)).directory;

const snomed = 'http://snomed.info/sct';
const skin = { coding: [{ system: snomed, code: '394582007', display: 'Dermatology' }] };
const office = { coding: [{ system: 'urn:types', code: 'office' }], text: 'Office visit' };

describe('a directory', () => {
  test('is read with four searches, side by side', async () => {
    const { calls } = await read({});
    expect([...calls].sort()).toEqual([
      'GET HealthcareService?active=true',
      'GET Location',
      'GET PractitionerRole?active=true',
      'GET Schedule',
    ]);
  });

  test('of an EHR that has none is empty', async () => {
    expect(await answered({})).toEqual({ services: [], roles: [], locations: [], calendars: [] });
  });

  test.each([
    ['STU3 (one category, a Reference to a place)', { category: { text: 'Outpatient' } }],
    ['R4 (a list of categories)', { category: [{ text: 'Outpatient' }] }],
    [
      'R5 (the phone in a contact)',
      { telecom: undefined, contact: [{ telecom: [{ system: 'phone', value: '555-0100' }] }] },
    ],
  ])('has services as %s writes them', async (_, shape) => {
    const service = {
      resourceType: 'HealthcareService',
      id: 'derm',
      active: true,
      name: 'Skin clinic',
      comment: 'Moles, rashes',
      specialty: [skin],
      type: [office],
      location: [{ reference: `${base}/Location/napa`, display: 'Napa Office' }],
      telecom: [{ system: 'phone', value: '555-0100' }],
      ...shape,
    };
    expect((await answered({ HealthcareService: json(bundle([service])) })).services).toEqual([
      {
        id: 'derm',
        name: 'Skin clinic',
        about: 'Moles, rashes',
        specialties: [{ system: snomed, code: '394582007', display: 'Dermatology' }],
        visitTypes: [{ system: 'urn:types', code: 'office', display: 'Office visit' }],
        locations: [{ reference: 'Location/napa', display: 'Napa Office' }],
        phone: '555-0100',
        needsAppointment: true,
      },
    ]);
  });

  test('has services to which patients simply come', async () => {
    const lab = { resourceType: 'HealthcareService', id: 'lab', name: 'Lab' };
    const { services } = await answered({
      HealthcareService: json(
        bundle([
          { ...lab, appointmentRequired: false },
          { ...lab, appointmentRequired: true },
          lab,
        ]),
      ),
    });
    expect(services.map(({ needsAppointment }) => needsAppointment)).toEqual([false, true, true]);
  });

  test('has the words of a concept for its one code, and each code’s own where there are several', async () => {
    const several = {
      text: 'Skin and heart',
      coding: [...skin.coding, { system: snomed, code: '394579002', display: 'Cardiology' }],
    };
    const service = (specialty: unknown) => ({
      resourceType: 'HealthcareService',
      id: 'a',
      name: 'A',
      specialty,
    });
    const { services } = await answered({
      HealthcareService: json(
        bundle([service([{ ...skin, text: 'Skin' }]), service(several), service({ text: 'Skin' })]),
      ),
    });
    expect(services.map(({ specialties }) => specialties.map(({ display }) => display))).toEqual([
      ['Skin'],
      ['Dermatology', 'Cardiology'],
      [],
    ]);
  });

  test('has clinicians with what they do and where, as STU3 and R4 write it', async () => {
    const role = {
      resourceType: 'PractitionerRole',
      id: 'r',
      practitioner: { reference: 'Practitioner/dr-y', display: 'Dr Y' },
      specialty: [skin],
      location: [{ reference: 'Location/napa' }],
    };
    expect((await answered({ PractitionerRole: json(bundle([role])) })).roles).toEqual([
      {
        practitioner: { reference: 'Practitioner/dr-y', display: 'Dr Y' },
        specialties: [{ system: snomed, code: '394582007', display: 'Dermatology' }],
        locations: [{ reference: 'Location/napa', display: undefined }],
      },
    ]);
  });

  test('has calendars with whom and what they are for', async () => {
    const schedule = {
      resourceType: 'Schedule',
      id: 's',
      actor: [{ reference: 'Practitioner/dr-y' }, { reference: 'Location/napa' }],
      specialty: [skin],
      serviceType: [office],
    };
    expect((await answered({ Schedule: json(bundle([schedule])) })).calendars).toEqual([
      {
        actors: [
          { reference: 'Practitioner/dr-y', display: undefined },
          { reference: 'Location/napa', display: undefined },
        ],
        specialties: [{ system: snomed, code: '394582007', display: 'Dermatology' }],
        visitTypes: [{ system: 'urn:types', code: 'office', display: 'Office visit' }],
      },
    ]);
  });

  test('has places with their addresses, as R4 and STU3 write them', async () => {
    const napa = {
      resourceType: 'Location',
      id: 'napa',
      name: 'Napa Office',
      address: { line: ['1 Vine St'], city: 'Napa', state: 'CA', postalCode: '94558' },
    };
    expect((await answered({ Location: json(bundle([napa])) })).locations).toEqual([
      {
        reference: 'Location/napa',
        name: 'Napa Office',
        address: ['1 Vine St', 'Napa, CA 94558'],
        phone: undefined,
        timeZone: undefined,
      },
    ]);
  });

  test('leaves out what is no longer in use, also where the EHR ignored that it was asked not to', async () => {
    const closed = [
      { resourceType: 'HealthcareService', id: 'a', name: 'A', active: false },
      { resourceType: 'HealthcareService', id: 'b', name: 'B', active: true },
      { resourceType: 'HealthcareService', id: 'c', name: 'C' },
    ];
    const places = ['active', 'suspended', 'inactive', undefined].map((status, index) => ({
      resourceType: 'Location',
      id: `p${index}`,
      name: 'Place',
      status,
    }));
    const directory = await answered({
      HealthcareService: json(bundle(closed)),
      PractitionerRole: json(bundle([{ resourceType: 'PractitionerRole', active: false }])),
      Schedule: json(bundle([{ resourceType: 'Schedule', active: false }])),
      Location: json(bundle(places)),
    });
    expect(directory.services.map(({ id }) => id)).toEqual(['b', 'c']);
    expect(directory.locations.map(({ reference }) => reference)).toEqual([
      'Location/p0',
      'Location/p3',
    ]);
    expect(directory).toMatchObject({ roles: [], calendars: [] });
  });

  test('leaves out a service without a name or an id, and a place without an id', async () => {
    const directory = await answered({
      HealthcareService: json(
        bundle([
          { resourceType: 'HealthcareService', id: 'a' },
          { resourceType: 'HealthcareService', name: 'B' },
        ]),
      ),
      Location: json(bundle([{ resourceType: 'Location', name: 'C' }])),
    });
    expect(directory).toMatchObject({ services: [], locations: [] });
  });

  test('is read to its last page', async () => {
    const place = (id: string) => ({ resourceType: 'Location', id, name: id });
    const { directory, calls } = await read({
      Location: json(bundle([place('a')], 'Location?page=2')),
      'Location?page=2': json(bundle([place('b')])),
    });
    expect(directory.locations.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(calls).toContain('GET Location?page=2');
  });
});

describe('a part of the directory that this app may not read', () => {
  test.each<[string, Answer]>([
    ['is forbidden', json(outcome('forbidden'), 403)],
    ['is not there', json(outcome('not-supported'), 404)],
    ['is lost on the way', new TypeError('Failed to fetch')],
    ['is a page of a proxy', words('<html></html>', 200, 'text/html')],
    ['is something else', json({ resourceType: 'Patient', id: 'hal' })],
    ['finds the session ended', json({}, 401)],
  ])('%s: it is left empty, and the rest is there', async (_, answer) => {
    const service = { resourceType: 'HealthcareService', id: 'a', name: 'A' };
    const directory = await answered({
      HealthcareService: json(bundle([service])),
      PractitionerRole: answer,
      Location: answer,
      Schedule: answer,
    });
    expect(directory.services).toHaveLength(1);
    expect(directory).toMatchObject({ roles: [], locations: [], calendars: undefined });
  });

  test('all of it: the directory is empty, and nothing has failed', async () => {
    const no = json(outcome('forbidden'), 403);
    expect(
      await answered({ HealthcareService: no, PractitionerRole: no, Location: no, Schedule: no }),
    ).toEqual({ services: [], roles: [], locations: [], calendars: undefined });
  });

  test('the later pages of the places: those of the first stay', async () => {
    const place = { resourceType: 'Location', id: 'a', name: 'A' };
    const directory = await answered({
      Location: json(bundle([place], 'Location?page=2')),
      'Location?page=2': json({}, 500),
    });
    expect(directory.locations).toHaveLength(1);
  });

  test('the later pages of the calendars: nobody knows then what has no calendar', async () => {
    const schedule = { resourceType: 'Schedule', id: 's' };
    const directory = await answered({
      Schedule: json(bundle([schedule], 'Schedule?page=2')),
      'Schedule?page=2': json({}, 500),
    });
    expect(directory.calendars).toBeUndefined();
  });
});
