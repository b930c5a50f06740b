import type { RequestOpts } from '@oazapfts/runtime';
import type { Operation } from '#shared/api/operation.ts';
import type { Answered } from '#shared/client/ask.ts';
import * as client from '#shared/client/tennerApi.ts';

/** Asks one operation, with the parameters of its path and query, and its body. */
export type Call = (given: Readonly<Record<string, unknown>>, opts: RequestOpts) => Promise<Answered>;

type Exported = (...given: readonly unknown[]) => Promise<Answered>;

const isFunction = (value: unknown): value is Exported => typeof value === 'function';

const functions: ReadonlyMap<string, unknown> = new Map(Object.entries(client));

/** The client's function for an operation, whichever it is. What has no parameters takes none. */
export const callOf = ({ id, query, pathParams, body }: Operation): Call => {
  const found = functions.get(id);
  if (!isFunction(found)) throw new Error(`the client has no ${id}: npm run client makes it anew`);
  const isBare = body === undefined && Object.keys({ ...query, ...pathParams }).length === 0;
  return (given, opts) => (isBare ? found(opts) : found(given, opts));
};
