import { randomBytes } from 'node:crypto';
import { type HttpCall, headerOf } from '#local/aws/wire/httpCall.ts';

/** What is about one connection, or comes in another form, does not reach a function. */
const dropped = new Set([
  'connection',
  'cookie',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Cookies as format 2.0 lists them, one by one; undefined without any. */
export const eventCookies = ({ headers }: Pick<HttpCall, 'headers'>): string[] | undefined => {
  const cookies = headers.flatMap(([name, value]) =>
    name === 'cookie' ? value.split(';').map((cookie) => cookie.trim()) : [],
  );
  const named = cookies.filter((cookie) => cookie !== '');
  return named.length === 0 ? undefined : named;
};

/**
 * The headers of an event in format 2.0: names in lower case, duplicates joined by commas, cookies apart from them
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html), and what
 * API Gateway adds.
 *
 * @param now epoch seconds.
 */
export const eventHeaders = (call: HttpCall, body: Buffer, now: number): Record<string, string> => {
  const names = new Set(call.headers.map(([name]) => name).filter((name) => !dropped.has(name)));
  const forwarded = headerOf(call, 'x-forwarded-for');
  const { port } = new URL(`http://${headerOf(call, 'host')}`);
  return {
    ...Object.fromEntries([...names].map((name) => [name, headerOf(call, name) ?? ''])),
    'content-length': String(body.length),
    'x-amzn-trace-id': `Root=1-${Math.floor(now).toString(16)}-${randomBytes(12).toString('hex')}`,
    'x-forwarded-for': forwarded === undefined ? call.sourceIp : `${forwarded}, ${call.sourceIp}`,
    'x-forwarded-port': port === '' ? '80' : port,
    'x-forwarded-proto': 'http',
  };
};
