import { validateHeaderName, validateHeaderValue } from 'node:http';
import * as z from 'zod';
import type { HttpAnswer } from '#local/aws/wire/httpCall.ts';

/** What API Gateway writes itself. */
const ownHeaders = new Set([
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);

const headerText = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const response = z.object({
  statusCode: z.coerce.number().int().min(200).max(599),
  headers: z.record(z.string(), headerText).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

const hasStatusCode = (payload: unknown): boolean =>
  typeof payload === 'object' && payload !== null && Object.hasOwn(payload, 'statusCode');

const areValid = (headers: HttpAnswer['headers']): boolean => {
  try {
    for (const [name, values] of Object.entries(headers)) {
      validateHeaderName(name);
      for (const value of [values].flat()) validateHeaderValue(name, value);
    }
    return true;
  } catch {
    return false;
  }
};

/**
 * Reads what a function has returned as a response in payload format 2.0
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html). Whatever has
 * no `statusCode` is the body of a 200, as JSON; text is that text. A response without a `content-type` is plain text
 * (seen of the live service, as https://github.com/aws/aws-lambda-dotnet has it in its test tool).
 *
 * @param payload what the function returned, after JSON.
 * @returns undefined for a response that API Gateway cannot send, which it turns into an error of its own.
 */
export const readResponse = (payload: unknown): HttpAnswer | undefined => {
  if (!hasStatusCode(payload)) {
    const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  }
  const parsed = response.safeParse(payload);
  if (!parsed.success) return undefined;
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const named = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  const { 'set-cookie': cookie, ...own } = Object.fromEntries(
    named.filter(([name]) => !ownHeaders.has(name)),
  );
  const allCookies = [...(cookie === undefined ? [] : [cookie]), ...(cookies ?? [])];
  const sent: HttpAnswer['headers'] = {
    ...((body ?? '') === '' ? {} : { 'content-type': 'text/plain; charset=utf-8' }),
    ...own,
    ...(allCookies.length === 0 ? {} : { 'set-cookie': allCookies }),
  };
  if (!areValid(sent)) return undefined;
  return {
    status: statusCode,
    headers: sent,
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
};
