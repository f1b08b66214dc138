import type { Bundle, Patient } from 'fhir/r4';

import { latency } from './home.ts';
import { pause } from './moments.ts';

/** An EHR as far as one open list of times needs it. */
export interface StandIn {
  answer(input: RequestInfo | URL, init: RequestInit | undefined): Promise<Response>;
  /** From now on every `$find` is answered with all of it, whatever was asked. */
  give(body: Uint8Array<ArrayBuffer>): void;
  /** From now on every `$find` goes to the server of this benchmark, which honours what is asked. */
  giveWindows(path: string): void;
  forget(): void;
  /** How many times `$find` was asked since the last `give`. */
  asked(): number;
}

const network = globalThis.fetch.bind(globalThis);

const patient: Patient = {
  resourceType: 'Patient',
  id: '1',
  name: [{ family: 'Example', given: ['Ana'] }],
  birthDate: '1980-04-02',
};
const nothing: Bundle = { resourceType: 'Bundle', type: 'searchset', total: 0, entry: [] };

/** @param base of FHIR; nothing else is ever asked for */
export function standIn(base: string): StandIn {
  let find: ((path: string, init: RequestInit | undefined) => Promise<Response>) | undefined;
  let asked = 0;
  return {
    async answer(input, init) {
      const { href } = new URL(input instanceof Request ? input.url : input);
      if (!href.startsWith(`${base}/`)) throw new Error(`nobody answers for ${href}`);
      const path = href.slice(base.length);
      if (path.startsWith('/Patient/')) return Response.json(patient);
      if (!path.startsWith('/Appointment/$find') || find === undefined)
        return Response.json(nothing);
      asked += 1;
      return find(path, init);
    },
    give(body) {
      asked = 0;
      // The app decodes the bytes itself, within the measured time; others are given the text.
      find = async () => {
        // What is asked for next comes as from a server; out of memory it would come before any picture.
        if (asked > 1) await pause(latency);
        return new Response(inHand(body));
      };
    },
    giveWindows(path) {
      asked = 0;
      find = (query, init) => network(`${path}${query}`, init);
    },
    forget() {
      find = undefined;
    },
    asked: () => asked,
  };
}

/** Bytes that have come already: handing them over takes no time. */
const inHand = (body: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(body);
      controller.close();
    },
  });
