import type { Bundle, Patient } from 'fhir/r4';

/** An EHR as far as one open list of times needs it. */
export interface StandIn {
  answer(input: RequestInfo | URL, init: RequestInit | undefined): Promise<Response>;
  /** From now on every `$find` is answered with all of it, whatever was asked. */
  give(body: Uint8Array<ArrayBuffer>): void;
  /** From now on every `$find` goes to the server of this benchmark, which honours what is asked. */
  giveWindows(path: string): void;
  /** Lets the last bytes of `$find` wait, until they are let go. */
  hold(): void;
  letGo(): void;
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
  let held = Promise.resolve();
  let letGo: () => void = () => undefined;
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
      // As from a network: it is read and decoded while it comes, and the last bytes are what is waited for.
      find = async () => new Response(arriving(body, held));
    },
    giveWindows(path) {
      asked = 0;
      find = (query, init) => network(`${path}${query}`, init);
    },
    hold() {
      held = new Promise((resolve) => (letGo = resolve));
    },
    letGo: () => letGo(),
    forget() {
      find = undefined;
    },
    asked: () => asked,
  };
}

const lastBytes = 8;

function arriving(
  body: Uint8Array<ArrayBuffer>,
  last: Promise<void>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const split = Math.max(0, body.length - lastBytes);
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(body.subarray(0, split));
      await last;
      controller.enqueue(body.subarray(split));
      controller.close();
    },
  });
}
