import type { Page, Request } from '@playwright/test';

/** A kind of request that the app sends. */
export interface Sent {
  /** A regular expression for its address; see `asked`. */
  readonly path: string;
  /** `POST` unless said. */
  readonly method?: 'GET' | 'POST' | 'PATCH';
}

/** One request of the app's, and how far it gets. */
export interface Stop extends Sent {
  /** `before`: the EHR never sees it. `after`: the EHR has acted, and its answer is on the way. */
  readonly where: 'before' | 'after';
  /** Not before one like this was sent. */
  readonly following?: Sent;
}

/**
 * Lets the next such request of the page, its frames included, get just so far, and no further. All others pass.
 * @returns `reached` settles when it is there.
 */
export async function stopNext(
  page: Page,
  stop: Stop,
): Promise<{ readonly reached: Promise<void> }> {
  let arrive = (): void => undefined;
  const reached = new Promise<void>((resolve) => (arrive = resolve));
  let armed = stop.following === undefined;
  let stopped = false;
  await page.route(/\/Appointment\//, async (route) => {
    const request = route.request();
    if (stopped || !armed || !isLike(stop, request)) {
      armed ||= stop.following !== undefined && isLike(stop.following, request);
      await route.fallback();
      return;
    }
    stopped = true;
    if (stop.where === 'after') await route.fetch({ url: onThisMachine(request.url()) });
    arrive();
  });
  return { reached };
}

/**
 * The tab dies, and the requests that are on their way die with it. To close it instead would let those go on that were
 * stopped here.
 */
export async function kill(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // It never answers.
  void session.send('Page.crash').catch(() => undefined);
  await crashed;
  await page.close();
}

/** Lets all requests to this path wait. @returns lets them go on, and those that come later */
export async function holdBack(page: Page, path: string): Promise<() => void> {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  await page.route(new RegExp(path), async (route) => {
    await opened;
    await route.fallback();
  });
  return open;
}

const isLike = ({ path, method = 'POST' }: Sent, request: Request): boolean =>
  request.method() === method && new RegExp(path).test(request.url());

/** Browsers know where `*.localhost` is; who fetches for them here does not. */
function onThisMachine(address: string): string {
  const url = new URL(address);
  url.hostname = '127.0.0.1';
  return url.href;
}
