import type { Authorize } from './createAuthorize.ts';

export type FetchTools = {
  fetch: typeof fetch;
  authorize: Authorize;
  sleep(milliseconds: number): Promise<void>;
  /** Epoch milliseconds, for a `Retry-After` that is a date. */
  now(): number;
  /** How long one try may take, its body included. */
  timeoutSeconds: number;
};

/** API Gateway gives up after 30 s itself. */
export const usualTimeoutSeconds = 35;

/** Tries of one request: what was too much, or out of order, may be right a moment later. */
const mostTries = 3;
const passing: readonly number[] = [429, 503];

/** Whoever is told to wait longer than this would rather know. */
const longestWaitSeconds = 20;

/** What a `Retry-After` asks for, a number of seconds or a date; undefined for none. */
const secondsAsked = (header: string | null, now: number): number | undefined => {
  if (header === null) return undefined;
  if (/^\d{1,6}$/.test(header)) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
};

/** Reads the body to its end here, where a connection that breaks off is an error, and not an answer without a body. */
const readWhole = async (response: Response): Promise<Response> => {
  const { status, statusText, headers } = response;
  const bytes = await response.arrayBuffer();
  const isBare = status === 204 || status === 304;
  return new Response(isBare ? null : bytes, { status, statusText, headers });
};

/**
 * A `fetch` for the client: each request is made known to be from its asker, may take so long, and is tried again when the API has
 * too much to do. It follows no redirect: a token goes only where it was meant for.
 */
export const createApiFetch = (tools: FetchTools): typeof fetch => {
  const tryOnce = async (url: URL, init: RequestInit): Promise<Response> => {
    const { method = 'GET', body } = init;
    const headers = await tools.authorize({
      method,
      url,
      headers: new Headers(init.headers),
      body: typeof body === 'string' ? body : undefined,
    });
    const timeout = AbortSignal.timeout(tools.timeoutSeconds * 1000);
    const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
    return readWhole(await tools.fetch(url, { ...init, headers, signal, redirect: 'manual' }));
  };
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    for (let tried = 1; ; tried += 1) {
      const response = await tryOnce(url, init);
      if (!passing.includes(response.status) || tried >= mostTries) return response;
      const wait = secondsAsked(response.headers.get('retry-after'), tools.now()) ?? 0.5 * 2 ** (tried - 1);
      if (wait > longestWaitSeconds) return response;
      await tools.sleep(wait * 1000);
    }
  };
};
