import type { FhirRequest } from './request.ts';

/** @param path under Appointment: `$find?_count=5`, or `123/$cancel` */
export function operation(path: string, body?: unknown): FhirRequest {
  return { method: 'POST', url: `Appointment/${path}`, body, operation: true };
}
