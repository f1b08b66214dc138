import type { AuthorizationServer } from '../authorization/server.ts';
import type { Ehr } from '../ehr.ts';
import { strike } from './faults.ts';
import type { Arrival, Handled } from './listener.ts';
import { logged } from './logged.ts';

export interface EhrHostParts {
  readonly ehr: Ehr;
  readonly authorization: AuthorizationServer;
  readonly origins: readonly string[];
}

/** The EHR's host: the FHIR servers of all dialects, the authorization server beside it, and whatever goes wrong with either. */
export function ehrHost({
  ehr,
  authorization,
  origins,
}: EhrHostParts): (arrival: Arrival) => Promise<Handled> {
  const discovery = new Set(
    Object.values(ehr.bases).map(
      (base) => `${new URL(base).pathname}/.well-known/smart-configuration`,
    ),
  );
  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (discovery.has(pathname)) return discoveryResponse(request, authorization.configuration);
    return pathname.startsWith('/auth/') ? authorization.fetch(request) : ehr.app.fetch(request);
  };
  return (arrival) => {
    const { pathname, search } = new URL(arrival.request.url);
    const host = pathname.startsWith('/auth/') ? 'authorization' : 'ehr';
    return logged(ehr.log, host, arrival, async (entry) => {
      await ehr.runLate();
      const fault = ehr.levers.strike({
        method: arrival.request.method,
        path: `${pathname}${search}`,
        onConnection: arrival.onConnection,
      });
      entry.fault = fault?.kind;
      return strike(fault, arrival, {
        origins,
        levers: ehr.levers,
        act: (request) => ehr.log.acting(entry, answer(request)),
        actLater: (milliseconds, act) => {
          ehr.actLater(milliseconds, act);
        },
        endToken: (accessToken) => authorization.endToken(accessToken),
      });
    });
  };
}

/** Any page may read it (SMART App Launch 2.2, section 2.1.8), and keep it for an hour. */
function discoveryResponse(request: Request, configuration: object): Response {
  const headers = {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Headers': 'Accept',
    'Cache-Control': 'max-age=3600',
  };
  return request.method === 'OPTIONS'
    ? new Response(null, { status: 204, headers })
    : Response.json(configuration, { headers });
}
