import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';

import { type CalendarEntry, calendarOf, uidOf } from '../../../src/ui/afterwards/calendar.ts';

const iss = 'https://ehr.example/fhir';
const made = Date.parse('2026-02-01T12:00:00Z');
const minute = 60_000;
const entry: CalendarEntry = {
  uid: 'b5bb9d8014a0f9b1d61e21e796d78dcc',
  start: Date.parse('2026-03-15T13:00:00Z'),
  end: Date.parse('2026-03-15T13:20:00Z'),
  off: false,
  title: 'Appointment',
  where: 'Main Street Clinic, 12 Main Street; 2nd floor, Springfield',
  note: 'To change or cancel, go to your patient portal or call (555) 010-0199.',
};

/** What another program reads out of a file: its method, and its events by their UIDs. */
function opened(file: string) {
  const calendar = new ICAL.Component(ICAL.parse(file) as unknown[]);
  return {
    method: calendar.getFirstPropertyValue('method'),
    events: calendar.getAllSubcomponents('vevent').map((each) => ({
      event: new ICAL.Event(each),
      status: each.getFirstPropertyValue('status'),
    })),
  };
}

/** A calendar into which files are opened one after the other, as RFC 5546, section 2.1.5, wants it done. */
function calendarAfter(...files: readonly string[]) {
  const kept = new Map<string, { sequence: number; start: string; status: unknown }>();
  for (const { events } of files.map(opened))
    for (const { event, status } of events) {
      const { uid, sequence, startDate } = event;
      if (sequence < (kept.get(uid)?.sequence ?? 0)) continue;
      kept.set(uid, { sequence, start: startDate.toJSDate().toISOString(), status });
    }
  return [...kept.values()]
    .filter(({ status }) => status !== 'CANCELLED')
    .map(({ start }) => start);
}

describe('[B22] a visit in a calendar file', () => {
  test.each([
    ['the Sunday of the clocks, in New York', '2026-03-08T13:00:00Z'],
    ['winter, in Phoenix', '2026-01-12T16:00:00Z'],
    ['the other Sunday of the clocks', '2026-11-01T14:00:00Z'],
  ])('[B1] is at its own moment, wherever the calendar is: %s', (_, start) => {
    const at = Date.parse(start);
    const file = calendarOf([{ ...entry, start: at, end: at + 20 * minute }], made);
    expect(file).toContain(`DTSTART:${start.replaceAll(/[-:]/g, '')}\r\n`);
    const [only] = opened(file).events;
    expect(only?.event.startDate.toJSDate().getTime()).toBe(at);
    expect(only?.event.endDate.toJSDate().getTime()).toBe(at + 20 * minute);
  });

  test('says where, and what to do, as another program reads it', () => {
    const { method, events } = opened(calendarOf([entry], made));
    expect(method).toBe('PUBLISH');
    expect(events).toMatchObject([
      {
        status: 'CONFIRMED',
        event: {
          uid: entry.uid,
          summary: 'Appointment',
          location: entry.where,
          description: entry.note,
        },
      },
    ]);
  });

  test('has no line that is longer than programs must read, whatever the letters', () => {
    const where = 'Città della Salute, Straße der Ärzte 7, 東京都千代田区丸の内一丁目'.repeat(3);
    const file = calendarOf([{ ...entry, where }], made);
    const octets = file.split('\r\n').map((line) => new TextEncoder().encode(line).length);
    expect(Math.max(...octets)).toBeLessThanOrEqual(75);
    expect(opened(file).events[0]?.event.location).toBe(where);
  });

  test('is one entry, though it is opened twice', () => {
    const file = calendarOf([entry], made);
    expect(calendarAfter(file, file)).toEqual(['2026-03-15T13:00:00.000Z']);
  });

  test('is one entry after it was moved under its own id', () => {
    const start = entry.start + 60 * minute;
    const moved = calendarOf([{ ...entry, start, end: start + 20 * minute }], made + minute);
    expect(calendarAfter(calendarOf([entry], made), moved)).toEqual(['2026-03-15T14:00:00.000Z']);
  });

  test('is one entry after another visit came in its place', () => {
    const start = entry.start + 60 * minute;
    const next = { ...entry, uid: 'another', start, end: start + 20 * minute };
    const file = calendarOf([next, { ...entry, off: true }], made + minute);
    expect(opened(file).method).toBe('PUBLISH');
    expect(calendarAfter(calendarOf([entry], made), file)).toEqual(['2026-03-15T14:00:00.000Z']);
  });

  test('is gone after it was cancelled', () => {
    const file = calendarOf([{ ...entry, off: true }], made + minute);
    expect(opened(file).method).toBe('CANCEL');
    expect(calendarAfter(calendarOf([entry], made), file)).toEqual([]);
  });
});

describe('the name of a visit among all visits of all EHRs', () => {
  test('is the same each time, and tells nothing', async () => {
    const uid = await uidOf(iss, 'maria-alvarez-1');
    expect(uid).toMatch(/^[0-9a-f]{32}$/);
    expect(await uidOf(iss, 'maria-alvarez-1')).toBe(uid);
  });

  test('is another for another visit, or at another EHR', async () => {
    const uids = await Promise.all([
      uidOf(iss, '1'),
      uidOf(iss, '2'),
      uidOf('https://other.example/fhir', '1'),
    ]);
    expect(new Set(uids).size).toBe(3);
  });
});
