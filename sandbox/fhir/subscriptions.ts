import { randomUUID } from 'node:crypto';
import type * as fhir3 from 'fhir/r3';
import { deleteResource, readResource, writeResource, type Stored } from '../database/resources.ts';
import { created, type Answer, type Call } from './call.ts';
import { readFhirJson } from './media.ts';
import { refuse } from './outcome.ts';
import { requireValid } from './validation/validate.ts';

const triggerExtension =
  'http://fhir.org/guides/argonaut-scheduling/StructureDefinition/extension-subscription-triggerevent';

/** Starts telling a client of the prefetch workflow which schedules have changed. */
export async function createSubscription(call: Call): Promise<Answer> {
  call.access.require('Subscription', 'c');
  const body = await readFhirJson(call.request);
  requireValid(body, 'Subscription');
  const subscription = body as fhir3.Subscription;
  if (subscription.status !== 'requested' && subscription.status !== 'active') {
    throw refuse(
      422,
      'business-rule',
      'A new Subscription is requested or active',
      'Subscription.status',
    );
  }
  if (subscription.channel.type !== 'rest-hook')
    throw refuse(
      422,
      'not-supported',
      'Only rest-hook channels are supported',
      'Subscription.channel.type',
    );
  if (!isLoopback(subscription.channel.endpoint)) {
    throw refuse(
      422,
      'business-rule',
      'This sandbox notifies endpoints on this machine only',
      'Subscription.channel.endpoint',
    );
  }
  const { _criteria } = subscription as { _criteria?: fhir3.Element };
  if (!_criteria?.extension?.some(({ url }) => url === triggerExtension)) {
    throw refuse(
      422,
      'not-supported',
      `The criteria need the extension ${triggerExtension}`,
      'Subscription.criteria',
    );
  }
  const stored: Stored<fhir3.Subscription> = {
    ...subscription,
    id: `s-${randomUUID()}`,
    status: 'active',
  };
  const row = await writeResource(call.server.database, stored, {
    now: call.now,
    patient: call.access.patient,
  });
  return created(call, row.resource);
}

export async function readSubscription(call: Call, id: string): Promise<Answer> {
  call.access.require('Subscription', 'r');
  return { status: 200, resource: await ownSubscription(call, id) };
}

export async function deleteSubscription(call: Call, id: string): Promise<Answer> {
  call.access.require('Subscription', 'd');
  await ownSubscription(call, id);
  await deleteResource(call.server.database, 'Subscription', id);
  return { status: 204 };
}

async function ownSubscription(call: Call, id: string): Promise<Stored<fhir3.Subscription>> {
  const row = await readResource<fhir3.Subscription>(call.server.database, 'Subscription', id);
  if (!row) throw refuse(404, 'not-found', `There is no Subscription/${id}`);
  call.access.requireOwn(row.patient);
  return row.resource;
}

/** A sandbox that posts wherever it is told to would be a tool for attacks. */
function isLoopback(endpoint: string | undefined): boolean {
  if (endpoint === undefined || !URL.canParse(endpoint)) return false;
  const { protocol, hostname } = new URL(endpoint);
  return (
    /^https?:$/.test(protocol) &&
    (hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname))
  );
}
