import type * as fhir3 from 'fhir/r3';
import { readSpan } from '../dates.ts';
import type { Issue } from '../outcome.ts';

/** FHIR's own rules across elements. Called only with a resource whose elements are all of their types. */
export function invariantIssues(resource: object, type: string): Issue[] {
  if (type === 'Appointment') return appointmentIssues(resource as fhir3.Appointment);
  if (type === 'Coverage')
    return periodIssues((resource as fhir3.Coverage).period, 'Coverage.period');
  return [];
}

/** What the guide's profile adds to an Appointment that a client writes (`appt-resource`). */
export function argoAppointmentIssues(appointment: fhir3.Appointment): Issue[] {
  const issues: Issue[] = [];
  if (appointment.start === undefined)
    issues.push(broken('Appointment.start', 'argo-appt needs a start', 'required'));
  if (appointment.end === undefined)
    issues.push(broken('Appointment.end', 'argo-appt needs an end', 'required'));
  if (appointment.requestedPeriod?.length !== 1)
    issues.push(
      broken(
        'Appointment.requestedPeriod',
        'argo-appt needs exactly one requestedPeriod',
        'required',
      ),
    );
  appointment.participant.forEach((participant, index) => {
    if (!participant.actor)
      issues.push(
        broken(
          `Appointment.participant[${index}].actor`,
          'argo-appt needs the actor of every participant',
          'required',
        ),
      );
  });
  if (appointment.status !== 'proposed')
    issues.push(
      broken(
        'Appointment.status',
        'The Appointment to hold or book must be proposed',
        'business-rule',
      ),
    );
  return issues;
}

/** What the guide's profile adds to a Coverage. */
export function argoCoverageIssues(coverage: fhir3.Coverage): Issue[] {
  const issues: Issue[] = [];
  if (coverage.status === undefined)
    issues.push(broken('Coverage.status', 'argo-coverage needs a status', 'required'));
  if (coverage.payor === undefined)
    issues.push(broken('Coverage.payor', 'argo-coverage needs a payor', 'required'));
  if (coverage.grouping?.plan === undefined)
    issues.push(broken('Coverage.grouping.plan', 'argo-coverage needs the plan', 'required'));
  if (coverage.grouping?.planDisplay === undefined)
    issues.push(
      broken(
        'Coverage.grouping.planDisplay',
        'argo-coverage needs the name of the plan',
        'required',
      ),
    );
  return issues;
}

function appointmentIssues(appointment: fhir3.Appointment): Issue[] {
  const issues: Issue[] = [];
  const { start, end, status } = appointment;
  appointment.participant.forEach((participant, index) => {
    if (participant.type || participant.actor) return;
    issues.push(
      broken(
        `Appointment.participant[${index}]`,
        'app-1: either the type or the actor of a participant must be given',
      ),
    );
  });
  if ((start === undefined) !== (end === undefined))
    issues.push(broken('Appointment.start', 'app-2: both start and end, or neither'));
  if (start === undefined && status !== 'proposed' && status !== 'cancelled') {
    issues.push(
      broken(
        'Appointment.start',
        'app-3: only proposed or cancelled appointments can lack start and end',
      ),
    );
  }
  issues.push(...periodIssues({ start, end }, 'Appointment', true));
  for (const period of appointment.requestedPeriod ?? [])
    issues.push(...periodIssues(period, 'Appointment.requestedPeriod'));
  return issues;
}

function periodIssues(period: fhir3.Period | undefined, path: string, strictly = false): Issue[] {
  const start = period?.start === undefined ? undefined : readSpan(period.start);
  const end = period?.end === undefined ? undefined : readSpan(period.end);
  if (!start || !end || start.start < end.start || (!strictly && start.start < end.end)) return [];
  return [broken(`${path}.end`, 'The end must be after the start')];
}

function broken(expression: string, text: string, code = 'invariant'): Issue {
  return { severity: 'error', code, text, expression };
}
