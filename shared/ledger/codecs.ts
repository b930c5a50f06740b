import * as z from 'zod';
import { type Money, money } from '#shared/domain/money.ts';
import { formatInstant, type Instant, parseInstant } from '#shared/domain/time.ts';

/** Values as they stand in packed items, both ways: `z.encode` packs what `z.decode` gives back. */

const anything = <Value>() => z.custom<Value>(() => true);

/** Ledger units as text, because JSON's numbers are floats. */
export const moneyCodec = z.codec(z.string().regex(/^-?\d+$/), anything<Money>(), {
  decode: (units) => money(BigInt(units)),
  encode: (amount) => amount.toString(),
});

/** Likewise of seconds that have outgrown a number. */
export const bigintCodec = z.codec(z.string().regex(/^-?\d+$/), z.bigint(), {
  decode: BigInt,
  encode: (value) => value.toString(),
});

export const instantCodec = z.codec(z.string(), anything<Instant>(), {
  decode: (text, context) => {
    const time = parseInstant(text);
    if (time !== undefined) return time;
    context.issues.push({ code: 'custom', input: text, message: `${text} is no ISO 8601 time in UTC` });
    return z.NEVER;
  },
  encode: formatInstant,
});

/** What may be undefined: null, because a list has no holes. */
export const maybe = <Schema extends z.ZodType>(schema: Schema) =>
  z.codec(z.unknown(), anything<z.output<Schema> | undefined>(), {
    decode: (given, context) => {
      if (given === null || given === undefined) return undefined;
      const decoded = z.safeDecode(schema, given as z.input<Schema>);
      if (decoded.success) return decoded.data;
      const message = z.prettifyError(decoded.error);
      context.issues.push({ code: 'custom', input: given, message });
      return z.NEVER;
    },
    encode: (value) => (value === undefined ? null : z.encode(schema, value)),
  });

/** In order of key, so that equal maps give equal bytes. */
export const mapCodec = <Value extends z.ZodType>(value: Value) =>
  z.codec(z.array(z.tuple([z.string(), value])), anything<ReadonlyMap<string, z.output<Value>>>(), {
    decode: (entries) => new Map(entries as [string, z.output<Value>][]),
    encode: (map) =>
      [...map].toSorted(([a], [b]) => (a < b ? -1 : Number(a !== b))) as [string, z.output<Value>][],
  });
