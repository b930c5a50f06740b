import { expect } from 'vitest';
import * as z from 'zod';
import type { Trace } from '#local/fleet/trace.ts';
import { runTenner } from './runTenner.ts';
import { sampleTrace } from './sampleTrace.ts';

const usd = z.string().regex(/^\d+\.\d{9}$/);

const unitCost = z.union([
  z.strictObject({ usd, withoutIdleUsd: usd, smallSample: z.literal(true).optional() }),
  z.strictObject({ note: z.string(), spentUsd: usd, spentWithoutIdleUsd: usd }),
  z.strictObject({ note: z.string() }),
]);

const unitCosts = z.array(
  z.strictObject({
    endpoint: z.string().optional(),
    component: z.string().optional(),
    model: z.string().optional(),
    team: z.string().optional(),
    costUsd: usd.nullable(),
    invocations: z.int().nonnegative(),
    uncountedSeconds: z.int().positive().optional(),
    per1000Invocations: unitCost,
    perCopyHour: unitCost,
    perGpuHour: unitCost,
    tokensIn: z.int().nonnegative().optional(),
    tokensOut: z.int().nonnegative().optional(),
    perMillionTokens: unitCost.optional(),
    perMillionTokensIn: unitCost.optional(),
    perMillionTokensOut: unitCost.optional(),
  }),
);

const costDocument = z.strictObject({
  from: z.string(),
  to: z.string(),
  currency: z.literal('USD'),
  aggregate: z.array(z.string()),
  costBasis: z.enum(['allocation', 'usage']),
  /** Left out at the cost rate. */
  rate: z.literal('charge').optional(),
  idle: z.looseObject({ policy: z.string() }),
  rows: z.array(
    z.strictObject({
      kind: z.enum(['allocated', 'idle', 'unknown', 'variance']),
      endpoint: z.string().optional(),
      reason: z.string().optional(),
      blocker: z.int().positive().optional(),
      component: z.string().optional(),
      model: z.string().optional(),
      team: z.string().optional(),
      costCentre: z.string().optional(),
      product: z.string().optional(),
      gpuSeconds: z.int(),
      vcpuSeconds: z.number().positive().optional(),
      /** Negative for a variance, where more is charged than paid. */
      costUsd: z
        .string()
        .regex(/^-?\d+\.\d{9}$/)
        .nullable(),
      usedGpuSeconds: z.number().nonnegative().optional(),
      unmeasuredGpuSeconds: z.int().nonnegative().optional(),
      usedUsd: usd.nullable().optional(),
      wasteUsd: usd.nullable().optional(),
      unmeasuredUsd: usd.nullable().optional(),
      idleGpuSeconds: z.int().nonnegative().optional(),
      idleUsd: usd.nullable().optional(),
    }),
  ),
  notMetered: z.array(
    z.strictObject({
      endpoint: z.string(),
      variant: z.string(),
      component: z.string().optional(),
      reason: z.string(),
    }),
  ),
  total: z.strictObject({
    gpuSeconds: z.int(),
    costUsd: usd,
    completeness: z.number().min(0).max(1),
  }),
  unusedCommitmentUsd: usd.optional(),
  unitCosts: unitCosts.optional(),
});

export type CostDocument = z.infer<typeof costDocument>;

/** `0.015977778` as whole nano-dollars. */
export const nano = (decimal: string | null): bigint => BigInt((decimal ?? '0').replace('.', ''));

/** Replays by the real command and checks what every document must keep: rows that add up to the total. */
export const replayDocument = async (...args: string[]): Promise<CostDocument & { stderr: string }> => {
  const { code, stdout, stderr } = await runTenner('replay', ...args, '--json');
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  const document = costDocument.parse(JSON.parse(stdout));
  const costs = document.rows.reduce((sum, { costUsd }) => sum + nano(costUsd), 0n);
  expect(costs).toBe(nano(document.total.costUsd));
  expect(document.rows.reduce((sum, row) => sum + row.gpuSeconds, 0)).toBe(document.total.gpuSeconds);
  return { ...document, stderr };
};

/** Prices of the instance types of the real traces, in nano-dollars an hour. */
const prices: Record<string, bigint> = {
  'ml.g5.48xlarge': 20_360_000_000n,
  'ml.g6.48xlarge': 16_688_000_000n,
  'ml.g6e.48xlarge': 37_664_000_000n,
};

/** Checks a document against what the samples of the trace's step functions come to, component by component. */
export const expectSampled = (
  { rows, total }: CostDocument,
  trace: Trace,
  frequency: number,
  range: { from: number; to: number },
): void => {
  const wanted = sampleTrace(trace, frequency, range.from, range.to);
  const replayed = Object.fromEntries(rows.map((row) => [row.component ?? row.kind, row.gpuSeconds]));
  for (const [component, seconds] of wanted.gpuSeconds) {
    expect([component, replayed[component] ?? 0]).toEqual([component, seconds]);
  }
  expect(rows.filter(({ kind }) => kind === 'unknown')).toEqual([]);
  const teams = new Map(trace.components.map(({ component, team }) => [component, team]));
  for (const { kind, component = '', team } of rows)
    if (kind === 'allocated') expect(team).toBe(teams.get(component));
  let nanoHours = 0n;
  for (const [key, seconds] of wanted.instanceSeconds) {
    nanoHours += BigInt(seconds) * (prices[key.split(' ')[1] ?? ''] ?? 0n);
  }
  expect(nano(total.costUsd)).toBe((nanoHours * 2n + 3_600n) / 7_200n);
};
