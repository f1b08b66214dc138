import { createAuthorizationServer } from './authorization/server.ts';
import type { AuthorizationServer } from './authorization/server.ts';
import type { LaunchContext } from './authorization/launches.ts';
import { clinicName, patients } from './clinic/index.ts';
import type { Database } from './database/database.ts';
import { clientId, type Where } from './deployment.ts';
import { basesBeside } from './dialects/bases.ts';
import { createEhr, type Ehr } from './ehr.ts';
import { serveAppFiles } from './hosts/app-files.ts';
import { ehrHost } from './hosts/ehr-host.ts';
import { type Arrival, type Handled, listen, type Listener } from './hosts/listener.ts';
import { logged } from './hosts/logged.ts';
import { portalDialects } from './portal/dialects.ts';
import { createPortal } from './portal/portal.ts';
import type { Clock, Rules } from './types.ts';

type HostName = 'portal' | 'app' | 'ehr';

export interface SandboxOptions {
  /** 0, as it is unless said, takes any free port. */
  readonly ports?: Partial<Record<HostName, number>>;
  /**
   * The names by which a browser knows the hosts; all are this machine. Unless said, the portal and the EHR are on
   * `127.0.0.1` and the app is on `localhost`, which to a browser are different sites, as they are in a hospital.
   */
  readonly names?: Partial<Record<HostName, string>>;
  /** The built app. Without it the app's host answers 404, which suits tests that need no browser. */
  readonly appDirectory?: string;
  /** What the deployer writes into the app's pages; without it they are served as built. */
  readonly settings?: (where: Where) => unknown;
  /** A directory that is kept, or an open database, or (unless said) memory. */
  readonly database?: Database | { readonly dataDirectory: string } | 'memory';
  readonly clock?: Clock;
  readonly accessTokenSeconds?: number;
  readonly holdMinutes?: number;
  /** What the clinic does in its own way at first, and after a reset. */
  readonly rules?: Partial<Rules>;
  /** Added to every request to any of the hosts, preflights too. */
  readonly latencyMilliseconds?: number;
}

export interface OpenedLaunch {
  readonly launch: string;
  /** The FHIR base with which the app is launched. */
  readonly iss: string;
  /** Opens the app with this launch. */
  readonly url: string;
}

export interface RunningSandbox {
  readonly portal: URL;
  readonly app: URL;
  readonly ehr: URL;
  /** The FHIR base of the Argonaut server. */
  readonly iss: string;
  readonly clientId: string;
  readonly ehrHandle: Ehr;
  readonly authorization: AuthorizationServer;
  /** With the Argonaut server, unless the context says with which. */
  createLaunch(context: LaunchContext): Promise<OpenedLaunch>;
  close(): Promise<void>;
}

const hostNames = ['portal', 'app', 'ehr'] as const;

/** Starts the portal, the app's static host and the EHR, each with a listener of its own, in this process. */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const handlers = new Map<HostName, (arrival: Arrival) => Promise<Handled>>();
  const listeners = await openListeners(options, handlers);
  try {
    return await furnish(options, handlers, listeners);
  } catch (error) {
    await closeAll(listeners);
    throw error;
  }
}

type Handlers = Map<HostName, (arrival: Arrival) => Promise<Handled>>;
type Listeners = Partial<Record<HostName, Listener>>;

/** Ports come first: every host's settings name the others' addresses. */
async function openListeners(options: SandboxOptions, handlers: Handlers): Promise<Listeners> {
  const listeners: Listeners = {};
  try {
    for (const name of hostNames) {
      listeners[name] = await listen({
        port: options.ports?.[name] ?? 0,
        latencyMilliseconds: options.latencyMilliseconds ?? 0,
        handler: () => handlers.get(name) ?? notYet,
      });
    }
  } catch (error) {
    await closeAll(listeners);
    throw error;
  }
  return listeners;
}

function notYet(): Promise<Handled> {
  return Promise.resolve({
    outcome: new Response('The sandbox is starting.\n', {
      status: 503,
      headers: { 'Retry-After': '1' },
    }),
  });
}

async function furnish(
  options: SandboxOptions,
  handlers: Handlers,
  listeners: Listeners,
): Promise<RunningSandbox> {
  const clock = options.clock ?? Date.now;
  const where = addresses(options, listeners);
  const appFiles =
    options.appDirectory === undefined
      ? () => new Response('No app here\n', { status: 404 })
      : await serveAppFiles({
          directory: options.appDirectory,
          ehr: where.ehr,
          portal: where.portal,
          settings: options.settings?.(where),
        });
  const origins = [where.app];
  const ehr = await createEhr({
    base: where.iss,
    clock,
    tokens: { verify: async (token) => authorization.verify(token) },
    database: options.database ?? 'memory',
    origins,
    advertise: { authorize: `${where.ehr}/auth/authorize`, token: `${where.ehr}/auth/token` },
    ...(options.holdMinutes === undefined ? {} : { holdMinutes: options.holdMinutes }),
    ...(options.rules === undefined ? {} : { rules: options.rules }),
  });
  const authorization = await createAuthorizationServer({
    ehr: where.ehr,
    fhirBases: [where.iss, ...Object.values(ehr.bases)],
    clients: [
      {
        clientId,
        name: `Schedule an appointment, ${clinicName}`,
        redirectUris: [`${where.app}/index.html`],
        origins,
      },
    ],
    sql: ehr.database,
    clock,
    ...(options.accessTokenSeconds === undefined
      ? {}
      : { accessTokenSeconds: options.accessTokenSeconds }),
  });

  const createLaunch = async (context: LaunchContext): Promise<OpenedLaunch> => {
    const launch = await authorization.createLaunch(context);
    const { iss = where.iss } = context;
    const url = `${where.app}/launch.html?${new URLSearchParams({ iss, launch }).toString()}`;
    return { launch, iss, url };
  };
  const portal = createPortal({
    hospital: {
      name: clinicName,
      phone: { display: '(555) 010-0199', href: 'tel:+15550100199' },
      emergency: 'If this is an emergency, call 911.',
    },
    patients,
    frames: [where.app, where.ehr],
    clock,
    dialects: portalDialects(ehr.bases),
    launchUrl: async (context) => (await createLaunch(context)).url,
    visitsOf: (patient) => ehr.database.visitsOf(patient),
    reset: () => ehr.reset(),
  });
  handlers.set('portal', (arrival) =>
    logged(ehr.log, 'portal', arrival, async () => portal.fetch(arrival.request)),
  );
  handlers.set('app', (arrival) =>
    logged(ehr.log, 'app', arrival, async () => Promise.resolve(appFiles(arrival.request))),
  );
  handlers.set('ehr', ehrHost({ ehr, authorization, origins }));

  return {
    portal: new URL(where.portal),
    app: new URL(where.app),
    ehr: new URL(where.ehr),
    iss: where.iss,
    clientId,
    ehrHandle: ehr,
    authorization,
    createLaunch,
    async close() {
      await closeAll(listeners);
      await ehr.close();
    },
  };
}

function addresses({ names }: SandboxOptions, listeners: Listeners): Where {
  const origin = (name: HostName, usual: string): string =>
    `http://${names?.[name] ?? usual}:${String(listeners[name]?.port)}`;
  const ehr = origin('ehr', '127.0.0.1');
  const iss = `${ehr}/fhir/argonaut`;
  return {
    portal: origin('portal', '127.0.0.1'),
    app: origin('app', 'localhost'),
    ehr,
    iss,
    bases: basesBeside(iss),
  };
}

async function closeAll(listeners: Listeners): Promise<void> {
  await Promise.all(Object.values(listeners).map((listener) => listener.close()));
}
