import { localUrl } from './connectionOptions.ts';

const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

/** `fetch failed` says why in its cause. */
const deepestOf = (error: unknown): unknown =>
  error instanceof Error && error.cause !== undefined ? deepestOf(error.cause) : error;

const isTimeout = (error: unknown, code: string | undefined): boolean =>
  (error instanceof Error && error.name === 'TimeoutError') ||
  ['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT'].includes(
    code ?? '',
  );

const isDistrusted = (code: string): boolean => /CERT|SIGNED|SIGNATURE|ALTNAME/.test(code);

/** What to do about a URL at which nobody is. */
export const nameAnother = (url: string, configFile: string): string => {
  const ways = `--url, TENNER_URL or a profile in ${configFile}`;
  return url === localUrl ? `npm start runs one there; ${ways} names another` : `is ${ways} another?`;
};

/** A sentence on why no answer came at all. */
export const tellNetworkFailure = (
  error: unknown,
  { url, configFile, timeoutSeconds }: { url: string; configFile: string; timeoutSeconds: number },
): string => {
  const cause = deepestOf(error);
  const code = codeOf(cause);
  const { hostname } = new URL(url);
  if (isTimeout(cause, code)) return `${url} gave no answer within ${timeoutSeconds} s`;
  if (code === 'ECONNREFUSED')
    return `nothing answers at ${url} (connection refused): ${nameAnother(url, configFile)}`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `there is no host ${hostname} (${code}): ${nameAnother(url, configFile)}`;
  if (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET')
    return `the connection to ${url} broke off before its answer was whole`;
  if (code !== undefined && isDistrusted(code))
    return `the certificate of ${hostname} is not trusted (${code})`;
  return `${url} could not be asked: ${code ?? (cause instanceof Error ? cause.message : String(cause))}`;
};
