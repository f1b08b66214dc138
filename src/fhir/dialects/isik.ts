import type { Booking, ChangeAnswer } from '../../scheduling/ports.ts';
import { cannot, readChange } from '../changes.ts';
import type { Dialect } from '../dialect.ts';
import { attempt } from '../errors.ts';
import { ownPatient } from '../own-patient.ts';
import { parseName } from '../parse/human-name.ts';
import { type Json, object } from '../parse/json.ts';
import { patchCancelling } from '../patching.ts';
import { readRecords } from '../records.ts';
import { findBySchedules } from '../schedules.ts';
import { othersIn } from '../slot-holds.ts';

/**
 * gematik ISiK Terminplanung (FHIR R4): Slots of Schedules, `$book` on Appointment, PATCH. There are no holds.
 * `$book` answers with the bare Appointment, or with Parameters around it and what there is to say of it.
 */
export const isik: Dialect = (ports) => {
  const { send, base, patient } = ports;
  const own = ownPatient(ports);
  const { cancelAppointment, acceptsCancelling } = patchCancelling(
    // FHIRPath Patch is the one format that every server of this guide must take.
    { ...ports, patch: ports.patch ?? 'fhirpath' },
    'cancelationReason',
  );

  const find = findBySchedules(send, base, {
    schedules: (actors) =>
      Promise.resolve([
        [['active', 'true'], ...(actors.length ? [['actor', actors.join(',')] as const] : [])],
      ]),
  });

  /** Every participant has a name in the guide's profile, the patient too; it is not worth a booking. */
  const nameOfPatient = async (): Promise<string | undefined> => {
    const record = await attempt(() => own.record());
    return record.ok ? parseName(record.value.name) : undefined;
  };

  const book = async ({ time, comment = '', replaces }: Booking): Promise<ChangeAnswer> => {
    const { contained: _, ...resource } = object(time.resource);
    const display = await nameOfPatient();
    const appointment: Json = {
      ...resource,
      ...(comment === '' ? {} : { comment }),
      participant: [
        ...othersIn(resource, patient, base),
        {
          actor: { reference: patient, ...(display === undefined ? {} : { display }) },
          status: 'accepted',
        },
      ],
    };
    const parameter = [
      { name: 'appt-resource', resource: appointment },
      { name: 'cancelled-appt-id', valueUri: `Appointment/${replaces?.id ?? ''}` },
    ];
    const request = {
      method: 'POST',
      url: 'Appointment/$book',
      // What is the only input is sent as it is.
      body: replaces === undefined ? appointment : { resourceType: 'Parameters', parameter },
      operation: true,
      changes: true,
    } as const;
    return readChange(await send(request), time, base);
  };

  return {
    ...readRecords(ports, { whose: () => Promise.resolve([['actor', patient] as const]) }),
    readPatient: own.readPatient,
    can: {
      hold: false,
      pending: 'requested',
      cancel: ports.cancel,
      reschedule: ports.reschedule ?? 'atomic',
    },
    findAppointments: (search, signal) => attempt(() => find(search, signal)),
    holdAppointment: cannot,
    extendHold: cannot,
    releaseHold: cannot,
    bookAppointment: (booking) => attempt(() => book(booking)),
    acceptsCancelling,
    cancelAppointment: ports.cancel ? cancelAppointment : cannot,
  };
};
