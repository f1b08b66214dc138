import type { IncomingMessage } from 'node:http';
import type { LaunchContext } from './launches.ts';
import type { AuthorizationQuirk } from './quirks.ts';

/** One request to the authorization endpoint: what is known about it before oidc-provider looks at it. */
export interface Attempt {
  /** The context of its launch; undefined where the launch is missing, unknown, used or too old. */
  readonly context: LaunchContext | undefined;
  readonly quirk: AuthorizationQuirk | undefined;
  /** The scopes as the app sent them: oidc-provider strips `offline_access` where nobody was asked for consent. */
  readonly scope: string;
}

/** Attempts by request, because oidc-provider's callbacks are handed nothing but the request. */
export type Attempts = WeakMap<IncomingMessage, Attempt>;
