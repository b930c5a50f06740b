import * as z from 'zod';
import { evidences } from '#shared/domain/bucket.ts';
import { costBases } from '#shared/domain/costBasis.ts';
import { rateKinds } from '#shared/domain/rateKind.ts';
import { idleScopes } from '#shared/domain/shareIdle.ts';

/** A decimal of dollars with nine places: a text, because a JSON number would be rounded by whoever reads it. */
export const usd = z
  .string()
  .regex(/^-?\d+\.\d{9}$/)
  .meta({ id: 'Usd', description: 'US dollars, nine decimal places', examples: ['15.977778000'] });

export const instantText = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/)
  .meta({ id: 'Instant', description: 'A time in UTC', examples: ['2026-05-01T00:05:00Z'] });

export const seconds = z.number().nonnegative();

/** How far a figure can be relied on, weakest first. */
export const figureStates = ['estimated', 'settled', 'reconciled', 'final'] as const;

/** Who bears what nobody holds. */
export const idlePolicies = ['payers', 'separate', 'share', 'even', 'weights'] as const;

export const windowSchema = z
  .object({ from: instantText, to: instantText, zone: z.string() })
  .meta({ id: 'Window', description: '`to` is the first time that is not part of it' });

/** What every answer with figures says of them. */
export const metaSchema = z
  .object({
    window: windowSchema,
    currency: z.literal('USD'),
    costBasis: z.enum(costBases),
    rate: z.enum(rateKinds).meta({ description: 'cost: what is paid; charge: what teams are charged' }),
    idle: z
      .object({
        policy: z.enum(idlePolicies),
        over: z.enum(idleScopes).optional(),
        of: z.string().optional().meta({ description: 'The label that weights are given for' }),
        weights: z.record(z.string(), z.int()).optional(),
        dependsOnOthers: z.boolean().meta({
          description:
            'Whether idle capacity in the figures hangs on what other teams held; nothing else ever does',
        }),
      })
      .meta({ id: 'Idle' }),
    completeness: z
      .number()
      .min(0)
      .max(1)
      .meta({ description: 'Share of expected samples seen; for a team of its own rows' }),
    evidence: z
      .enum(evidences)
      .nullable()
      .meta({ description: 'How the weakest of the figures is known; null where there is none' }),
    state: z.enum(figureStates),
    settledThrough: instantText
      .nullable()
      .meta({ description: 'Up to when all is settled; null where nothing of it runs any more' }),
    backfilled: z.boolean().meta({ description: 'Some was built from history before the first run' }),
    teams: z
      .array(z.string())
      .nullable()
      .meta({ description: 'The only teams whose rows may be seen; null for all' }),
    revision: z.string().meta({ description: 'The same as long as no figure changes' }),
  })
  .meta({ id: 'Meta' });
export type Meta = z.infer<typeof metaSchema>;
