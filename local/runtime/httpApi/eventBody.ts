import { type HttpCall, headerOf } from '#local/aws/wire/httpCall.ts';

const textTypes = new Set(['application/json', 'application/xml', 'application/javascript']);

/**
 * The body of an event in format 2.0: as it is when its type is text, else in base64; absent when there is none. AWS does
 * not list what is text. Seen of the live service: `text/*` and JSON, XML and JavaScript, and nothing else, neither
 * forms nor a body without a type (https://github.com/ministackorg/ministack/pull/766).
 */
export const eventBody = (call: HttpCall, body: Buffer): { body?: string; isBase64Encoded: boolean } => {
  if (body.length === 0) return { isBase64Encoded: false };
  const [type = ''] = (headerOf(call, 'content-type') ?? '').toLowerCase().split(';');
  const isText = type.trim().startsWith('text/') || textTypes.has(type.trim());
  return isText
    ? { body: body.toString('utf8'), isBase64Encoded: false }
    : { body: body.toString('base64'), isBase64Encoded: true };
};
