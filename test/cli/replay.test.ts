import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readTrace } from '#local/fleet/readTrace.ts';
import { at } from '#test/builders/samples.ts';
import { runTenner } from '#test/harness/runTenner.ts';
import { sampleTrace } from '#test/harness/sampleTrace.ts';
import { sharedTrace } from '#test/harness/sharedData.ts';

const costDocument = z.strictObject({
  from: z.string(),
  to: z.string(),
  currency: z.literal('USD'),
  rows: z.array(
    z.strictObject({
      kind: z.enum(['allocated', 'idle', 'unknown']),
      endpoint: z.string(),
      component: z.string().optional(),
      team: z.string().optional(),
      gpuSeconds: z.int(),
      costUsd: z
        .string()
        .regex(/^\d+\.\d{9}$/)
        .nullable(),
    }),
  ),
  total: z.strictObject({ gpuSeconds: z.int(), costUsd: z.string().regex(/^\d+\.\d{9}$/) }),
});

const nano = (decimal: string | null) => BigInt((decimal ?? '0').replace('.', ''));

/** Replays by the real command and checks what every document must keep: rows that add up to the total. */
const replay = async (...args: string[]) => {
  const { code, stdout, stderr } = await runTenner('replay', ...args, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const document = costDocument.parse(JSON.parse(stdout));
  expect(document.rows.reduce((sum, { costUsd }) => sum + nano(costUsd), 0n)).toBe(
    nano(document.total.costUsd),
  );
  expect(document.rows.reduce((sum, row) => sum + row.gpuSeconds, 0)).toBe(document.total.gpuSeconds);
  return document;
};

const example = resolve(import.meta.dirname, '../../local/examples/aws-post');

describe('replay of the AWS post’s day', () => {
  it('costs 276.096 to the nano-dollar, and so does each of its rows', async () => {
    const document = await replay(example, '--from', '2026-01-01T00:00:00Z', '--to', '2026-01-02T00:00:00Z');
    // Component a: 4 GPUs × 24 h = 96 GPU-hours. Component b: 2 GPUs × 15.5 h + 4 GPUs × 8.5 h = 65 GPU-hours.
    // Idle: 8 GPUs × 24 h − 96 − 65 = 31 GPU-hours. One GPU-hour is $5.752 / 4 = $1.438.
    const endpoint = document.rows[0]?.endpoint;
    expect(document).toEqual({
      from: '2026-01-01T00:00:00Z',
      to: '2026-01-02T00:00:00Z',
      currency: 'USD',
      rows: [
        {
          kind: 'allocated',
          endpoint,
          component: 'component-a',
          team: 'team-a',
          gpuSeconds: 345_600,
          costUsd: '138.048000000',
        },
        {
          kind: 'allocated',
          endpoint,
          component: 'component-b',
          team: 'team-b',
          gpuSeconds: 234_000,
          costUsd: '93.470000000',
        },
        { kind: 'idle', endpoint, gpuSeconds: 111_600, costUsd: '44.578000000' },
      ],
      total: { gpuSeconds: 691_200, costUsd: '276.096000000' },
    });
  });

  it('shows people a table that adds up', async () => {
    const { code, stdout } = await runTenner(
      'replay',
      example,
      '--from',
      '2026-01-01T00:00:00Z',
      '--to',
      '2026-01-02T00:00:00Z',
      '--every',
      '60',
    );
    expect(code).toBe(0);
    expect(stdout).toBe(`aws-post, 2026-01-01T00:00:00Z to 2026-01-02T00:00:00Z

TEAM     MODEL    GPU-HOURS     COST    SHARE
team-a   model-a      96.00  $138.05   50.0 %
team-b   model-b      65.00   $93.47   33.9 %
idle                  31.00   $44.58   16.1 %
unknown                0.00    $0.00    0.0 %
─────────────────────────────────────────────
total                192.00  $276.10  100.0 %
= 48 h of ml.g6.12xlarge × $5.752 = $276.096
`);
  });
});

/** Prices of the three instance types of both traces, in nano-dollars an hour. */
const prices: Record<string, bigint> = {
  'ml.g5.48xlarge': 20_360_000_000n,
  'ml.g6.48xlarge': 16_688_000_000n,
  'ml.g6e.48xlarge': 37_664_000_000n,
};

/** Hours of each real trace with many steps; the whole of both is proven by `npm run prove`. */
const slices = [
  { name: 'helios-may', from: '2020-05-04T06:00:00Z', to: '2020-05-04T18:00:00Z' },
  { name: 'openb-churn', from: '2024-01-20T00:00:00Z', to: '2024-01-21T00:00:00Z' },
];

describe.each(slices)('replay of $name', ({ name, from, to }) => {
  const dir = sharedTrace(name);

  it.skipIf(dir === undefined).each([10, 30, 60])(
    'is exactly the step functions as sampled every %s s',
    async (frequency) => {
      const trace = await readTrace(dir ?? '');
      const wanted = sampleTrace(trace, frequency, at(from), at(to));
      const args = ['--from', from, '--to', to, '--every', '60', '--publish-frequency', `${frequency}`];
      const { rows, total } = await replay(dir ?? '', ...args);
      const replayed = new Map(rows.map(({ component, gpuSeconds }) => [component, gpuSeconds]));
      for (const [component, seconds] of wanted.gpuSeconds) {
        expect([component, replayed.get(component) ?? 0]).toEqual([component, seconds]);
      }
      expect(rows.filter(({ kind }) => kind === 'unknown')).toEqual([]);
      const owned = new Map(trace.components.map(({ component, team }) => [component, team]));
      for (const { kind, component, team } of rows)
        if (kind === 'allocated') expect(team).toBe(owned.get(component ?? ''));
      let nanoSeconds = 0n;
      for (const [key, seconds] of wanted.instanceSeconds) {
        nanoSeconds += BigInt(seconds) * (prices[key.split(' ')[1] ?? ''] ?? 0n);
      }
      expect(nano(total.costUsd)).toBe((nanoSeconds * 2n + 3_600n) / 7_200n);
    },
    120_000,
  );
});
