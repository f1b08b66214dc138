import { setTimeout as pause } from 'node:timers/promises';
import { type Levers, timeNamedIn } from '../levers.ts';
import type { Fault } from '../types.ts';
import type { Arrival, Outcome } from './listener.ts';

/** What a fault needs of the servers that it befalls. */
export interface Scene {
  act(request: Request): Promise<Response>;
  /** Lets something be done when so much of the sandbox's time has passed. */
  actLater(milliseconds: number, act: () => Promise<unknown>): void;
  readonly levers: Levers;
  endToken(accessToken: string): Promise<void>;
  /** Origins whose pages can read a made-up answer as if it were the server's own. */
  readonly origins: readonly string[];
}

/** Lets a request be handled as the fault, if any, has it. */
export async function strike(
  fault: Fault | undefined,
  arrival: Arrival,
  scene: Scene,
): Promise<Outcome> {
  const { request } = arrival;
  switch (fault?.kind) {
    case undefined:
      return scene.act(request);
    case 'drop-before':
    case 'reset-reused':
      return 'reset';
    case 'late':
      scene.actLater(fault.milliseconds, () => scene.act(request));
      return 'reset';
    case 'drop-after':
      await scene.act(request);
      return 'reset';
    case 'slow':
      await pause(fault.milliseconds);
      return scene.act(request);
    case 'answer':
      return madeUp(fault, request, scene);
    case 'answer-after':
      await scene.act(request);
      return madeUp(fault, request, scene);
    case 'expire-token':
      await scene.endToken(
        /^Bearer (.+)$/i.exec(request.headers.get('Authorization') ?? '')?.[1] ?? '',
      );
      return scene.act(request);
    case 'sent-twice':
      await scene.act(request.clone());
      return scene.act(request);
    case 'take-time': {
      const named = timeNamedIn(request.url, arrival.body);
      if (named !== undefined) await scene.levers.takeTime(named);
      return scene.act(request);
    }
    case 'expire-hold':
      await scene.levers.expireHolds(timeNamedIn(request.url, arrival.body));
      return scene.act(request);
  }
}

function madeUp(
  fault: Extract<Fault, { kind: 'answer' | 'answer-after' }>,
  request: Request,
  { origins }: Scene,
): Response {
  const headers = new Headers(fault.headers);
  const text =
    typeof fault.body === 'string'
      ? fault.body
      : fault.body === undefined
        ? null
        : JSON.stringify(fault.body);
  const type =
    fault.contentType ?? (typeof fault.body === 'object' ? 'application/fhir+json' : undefined);
  if (type !== undefined) headers.set('Content-Type', type);
  const origin = request.headers.get('Origin') ?? '';
  if (origins.includes(origin) && !headers.has('Access-Control-Allow-Origin')) {
    headers.set('Access-Control-Allow-Origin', origin);
    headers.append('Vary', 'Origin');
  }
  return new Response(text, { status: fault.status, headers });
}
