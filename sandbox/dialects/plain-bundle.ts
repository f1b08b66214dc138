import { type FhirRefusal, refuse } from '../fhir/outcome.ts';
import type { Json } from './versions.ts';

/** One part of a transaction. */
export interface Part {
  readonly type: 'Slot' | 'Appointment';
  /** Of what is updated; `undefined` for what is created. */
  readonly id: string | undefined;
  readonly resource: Json;
  /** The only version to which it is to apply. */
  readonly version: string | undefined;
}

/** @throws FhirRefusal for whatever is no transaction, and 422 for parts that this server does not take */
export function readParts(body: unknown, base: string): readonly Part[] {
  const { resourceType, type, entry } = Object(body) as Json;
  if (resourceType !== 'Bundle') throw wrong('The body is no Bundle');
  if (type !== 'transaction') throw wrong(`HAPI-0527: The Bundle is a ${String(type)}`);
  if (!Array.isArray(entry) || entry.length === 0) throw wrong('The Bundle has no entry');
  const parts = (entry as readonly Json[]).map((each) => partOf(each, base));
  const names = parts.flatMap((part) => (part.id === undefined ? [] : `${part.type}/${part.id}`));
  if (new Set(names).size < names.length)
    throw wrong('HAPI-0535: The Bundle has several resources with one identity');
  if (parts.filter(({ id }) => id === undefined).length > 1)
    throw refuse(422, 'not-supported', 'One visit is booked at a time');
  return parts;
}

function partOf({ fullUrl, resource, request }: Json, base: string): Part {
  const { method, url, ifMatch } = Object(request) as Readonly<Record<string, string | undefined>>;
  if (typeof method !== 'string' || typeof url !== 'string')
    throw wrong('HAPI-0534: An entry has no request with its method and url');
  const [type, id, more] = url.split('/');
  const given = Object(resource) as Json;
  const isPut = method === 'PUT' && id !== undefined && more === undefined;
  const isPost = method === 'POST' && id === undefined && type === 'Appointment';
  if ((!isPut && !isPost) || (type !== 'Slot' && type !== 'Appointment'))
    throw refuse(422, 'not-supported', `${method} ${url} is not supported in a transaction`);
  if (given['resourceType'] !== type || given['id'] !== id)
    throw wrong(`The resource of the entry is not the ${url} of its request`);
  const named =
    fullUrl === undefined ||
    (isPut ? fullUrl === `${base}/${url}` : /^urn:uuid:[0-9a-f-]{36}$/.test(fullUrl as string));
  if (!named) throw wrong('The fullUrl does not agree with the request');
  const version = /^W\/"(.+)"$/.exec(ifMatch ?? '')?.[1];
  if (ifMatch !== undefined && version === undefined)
    throw wrong(`HAPI-0974: ${ifMatch} is no version, such as W/"1"`);
  return { type, id, resource: given, version };
}

const wrong = (text: string): FhirRefusal => refuse(400, 'processing', text);
