import type * as z from 'zod';
import { metaSchema } from './figures.ts';

/** What answers say of figures that are no amounts of money: the same as of costs, without what only money has. */
export const quantityMetaSchema = metaSchema
  .omit({ currency: true, costBasis: true, rate: true, idle: true })
  .meta({ id: 'QuantityMeta' });
export type QuantityMeta = z.infer<typeof quantityMetaSchema>;
