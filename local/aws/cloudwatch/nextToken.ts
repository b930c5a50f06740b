import { createHash } from 'node:crypto';
import * as z from 'zod';

const contentSchema = z.strictObject({
  digest: z.string(),
  asOf: z.number(),
  /** Where the next page begins: results passed, and periods passed of the one that is next. */
  passed: z.int().nonnegative(),
  periods: z.int().nonnegative(),
});

/** What a token carries: the moment of the first page, so that later pages see the same data, and the place. */
export type NextTokenContent = { asOf: number; passed: number; periods: number };

const digestOf = (request: object): string =>
  createHash('sha256').update(JSON.stringify(request)).digest('base64url');

/** A token that only carries on `request` (its members without `NextToken`). */
export const writeNextToken = (request: object, content: NextTokenContent): string =>
  Buffer.from(JSON.stringify({ digest: digestOf(request), ...content })).toString('base64url');

const decode = (token: string): unknown => {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString());
  } catch {
    return undefined;
  }
};

/** The content of a token, or undefined when it is malformed or was given for another request. */
export const readNextToken = (request: object, token: string): NextTokenContent | undefined => {
  const parsed = contentSchema.safeParse(decode(token));
  if (!parsed.success) return undefined;
  const { digest, ...content } = parsed.data;
  return digest === digestOf(request) ? content : undefined;
};
