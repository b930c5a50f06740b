import * as z from 'zod';
import { evidences } from '#shared/domain/bucket.ts';
import { rateKinds } from '#shared/domain/rateKind.ts';
import { idleScopes } from '#shared/domain/shareIdle.ts';
import { sharings } from '#shared/domain/sharing.ts';
import { unitKinds } from '#shared/domain/unit.ts';
import { costRowSchema } from './costsOperation.ts';
import { instantText, seconds, usd } from './figures.ts';

/** How much of it there is in an instance. */
const unitsPerInstance = z
  .number()
  .nullable()
  .meta({ description: 'GPUs, or vCPUs, of an instance; 1 where it is not divided; null where not known' });

const unitSeconds = seconds.meta({
  description: 'GPU-seconds, vCPU-seconds or instance-seconds, by the unit',
});

const versions = z.array(z.int().nonnegative()).optional();

const formulaSchema = z
  .object({
    text: z.string().meta({
      examples: ['36,000 GPU-seconds ÷ 3,600 × $5.752 per instance-hour ÷ 4 GPUs = $14.380000000'],
      description:
        'The calculation with its numbers. → is what the exact amount is printed as, where that is rounded',
    }),
    unitSeconds,
    unitsPerInstance,
    perInstanceHourUsd: usd.nullable().meta({ description: 'null where no price is known' }),
    costUsd: usd.nullable(),
  })
  .meta({ id: 'ExplainedFormula', description: 'What something costs at one price' });

const borneSchema = z
  .object({
    policy: z.enum(['share', 'even', 'weights']),
    over: z.enum(idleScopes),
    idleUsd: usd,
    text: z.string(),
    rules: z
      .array(z.string())
      .optional()
      .meta({ description: 'Payer rules by which it is shared; for finance' }),
  })
  .meta({
    id: 'ExplainedBorne',
    description: 'What something bears of what nobody holds, and how that was shared',
  });

const whySchema = z
  .object({
    text: z.string(),
    rules: z.array(z.string()).optional().meta({
      description:
        'Names of the rules of the owners document, for finance; empty where none is in force that says so',
    }),
  })
  .meta({ id: 'ExplainedReason', description: 'Who pays, and why' });

export const partSchema = costRowSchema
  .omit({ from: true, to: true })
  .extend({
    unit: z.enum(unitKinds).nullable().meta({ description: 'What is divided; null for the rest' }),
    unitSeconds: unitSeconds.nullable().meta({
      description:
        'Held itself, in GPU-seconds, vCPU-seconds or instance-seconds by the unit; null for the rest',
    }),
    evidence: z.enum(evidences).nullable(),
    backfilled: z.boolean(),
    sharedBy: z.enum(sharings).optional().meta({
      description: 'How a base component and its adapters share what the base’s copies hold',
    }),
    sharedFrom: z.string().optional().meta({ description: 'The base component, for finance' }),
    formula: z.array(formulaSchema).meta({ description: 'One for each price; together what is held' }),
    borne: z.array(borneSchema).meta({ description: 'Together `idleUsd`' }),
    why: whySchema,
    ownersVersions: versions.meta({
      description: 'Of the owners document by which it was stored; for finance',
    }),
    ratesVersions: versions.meta({ description: 'Of the rates document; for finance' }),
  })
  .meta({
    id: 'ExplainedPart',
    description: 'A row that the figure is the sum of. Kind `rest` is all beyond the costliest',
  });
export type ExplainedPart = z.infer<typeof partSchema>;

export const priceSchema = z
  .object({
    endpoint: z.string(),
    variant: z.string(),
    instanceType: z.string(),
    rate: z.enum(rateKinds).meta({ description: 'cost: what is paid; charge: what teams are charged' }),
    from: instantText,
    to: instantText.meta({
      description:
        'The first time at which it is not in force any more. Where hours alone are kept, two prices of one hour reach over all of it',
    }),
    perInstanceHourUsd: usd.nullable().meta({ description: 'null where no price is known' }),
    unit: z.enum(unitKinds).nullable(),
    unitsPerInstance,
    perUnitHourUsd: usd
      .nullable()
      .meta({ description: 'Rounded to nine places; nothing is calculated from it' }),
    source: z
      .string()
      .nullable()
      .meta({ examples: ['AWS Price List AmazonSageMaker of 2026-05-01'] }),
    revision: z.int().nonnegative().nullable().meta({
      description:
        'Place of the list price that it rests on in the pool’s history of them, from 1 on; 0 for none',
    }),
    ratesVersions: versions.meta({ description: 'Of the rates document; for finance' }),
    text: z.string(),
  })
  .meta({
    id: 'ExplainedPrice',
    description: 'A price, and from when to when it was in force within the window',
  });
export type ExplainedPrice = z.infer<typeof priceSchema>;
