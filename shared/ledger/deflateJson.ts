import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod';

/** A value as compressed JSON. Law: equal values give equal bytes. */
export const deflateJson = (value: unknown): Uint8Array =>
  deflateRawSync(JSON.stringify(value), { level: 9 });

/** Bytes of an item that hold compressed JSON of that schema; anything else is a fault of the item. */
export const deflatedJson = <Output>(schema: z.ZodType<Output>) =>
  z
    .instanceof(Uint8Array)
    .transform((bytes, context): unknown => {
      try {
        return JSON.parse(inflateRawSync(bytes).toString('utf8'));
      } catch (error) {
        context.addIssue(`these bytes cannot be unpacked: ${String(error)}`);
        return z.NEVER;
      }
    })
    .pipe(schema);
