import type { EhrPorts } from '../../../../src/fhir/capability.ts';
import type { Ehr } from '../../../../src/scheduling/ports.ts';
import { base, bundle, ehrOver, json, type Sent } from '../wire.ts';

/** What a server gives to read, by the type that stands first in the path. */
export type Reads = Readonly<Record<string, (path: string) => Response>>;

export interface Opened {
  readonly ehr: Ehr;
  readonly sent: readonly Sent[];
  /** As `GET /Slot?status=free`, decoded. */
  readonly calls: () => readonly string[];
  /** The changes alone. */
  readonly changes: () => readonly Sent[];
  forget(): void;
}

/** A server that has something to read, and answers each change with the next of what it is given. */
export function openOver(
  settings: Partial<EhrPorts['issuer'] & Pick<EhrPorts, 'dialect'>>,
  reads: Reads,
  answers: readonly (Response | Error)[],
): Opened {
  const sent: Sent[] = [];
  const left = [...answers];
  const wire = {
    async fetch(url: string, init: RequestInit): Promise<Response> {
      const { method = 'GET', body } = init;
      const headers = Object.fromEntries(new Headers(init.headers));
      const written = typeof body === 'string' ? (JSON.parse(body) as unknown) : undefined;
      sent.push({ url, method, headers, body: written, init });
      if (method === 'GET') {
        const path = url.slice(base.length + 1);
        return reads[path.split(/[/?]/)[0] ?? '']?.(path) ?? json(bundle([]));
      }
      const answer = left.length > 1 ? left.shift() : left[0];
      if (answer === undefined) throw new Error('the script has no answer');
      if (answer instanceof Error) throw answer;
      return answer.clone();
    },
  };
  return {
    ehr: ehrOver(wire, settings),
    sent,
    calls: () =>
      sent.map(({ method, url }) => `${method} ${decodeURIComponent(url.slice(base.length))}`),
    changes: () => sent.filter(({ method }) => method !== 'GET'),
    forget: () => void sent.splice(0),
  };
}
