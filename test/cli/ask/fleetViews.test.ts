import { describe, expect, it } from 'vitest';
import { allocationsView } from '#cli/ask/views/allocations.ts';
import { capacityView } from '#cli/ask/views/capacity.ts';
import type { AllocationChangeRow } from '#shared/api/allocationChangesOperation.ts';
import type { CapacityAnswerRow } from '#shared/api/capacityOperation.ts';
import { metaOf } from '#test/builders/meta.ts';

const { currency: _, costBasis: __, rate: ___, idle: ____, ...meta } = metaOf();
const notes = `\
window: 2026-01-02T00:00:00Z to 2026-01-02T01:00:00Z, UTC
state: settled`;

describe('the view of capacity', () => {
  const rowOf = (changes: Partial<CapacityAnswerRow> = {}): CapacityAnswerRow => ({
    from: '2026-01-02T00:00:00Z',
    to: '2026-01-02T00:30:00Z',
    seconds: 1_800,
    variant: 'blue',
    instanceType: 'ml.p5.48xlarge',
    unit: 'accelerator',
    instances: 1_000.5,
    total: 8_004,
    allocated: 8_000,
    idle: 3.3333333,
    idleBy: { empty: 3, unplaced: 0.3333333, starting: 0 },
    unknown: 0.6666667,
    unknownBy: { hole: 0.6666667 },
    ...changes,
  });

  it('tells means step by step, and why capacity is idle or unknown', () => {
    const vcpu = rowOf({
      from: '2026-01-02T00:30:00Z',
      unit: 'vcpu',
      instances: 1,
      total: 4,
      allocated: 4,
      idle: 0,
      idleBy: {},
      unknown: 0,
      unknownBy: {},
    });
    const answer = { meta, endpoint: 'chat\u001b', step: '30m', rows: [rowOf(), vcpu], next: null };
    expect(capacityView.render(answer, {})).toBe(`\
FROM              VARIANT  INSTANCE TYPE   UNIT   IDLE OR UNKNOWN                       INSTANCES     TOTAL  ALLOCATED  IDLE  UNKNOWN
2026-01-02 00:00  blue     ml.p5.48xlarge  GPUs   empty 3.00, unplaced 0.33, hole 0.67   1,000.50  8,004.00   8,000.00  3.33     0.67
2026-01-02 00:30  blue     ml.p5.48xlarge  vCPUs                                             1.00      4.00       4.00  0.00     0.00

capacity: of chat\\x1b, means of 30m
${notes}`);
  });

  it('says so where there is none', () => {
    const answer = { meta, endpoint: 'chat', step: '30m', rows: [], next: null };
    expect(capacityView.render(answer, {})?.split('\n')[0]).toBe('There is no capacity in this window.');
  });
});

describe('the view of scale-outs and scale-ins', () => {
  const rowOf = (changes: Partial<AllocationChangeRow> = {}): AllocationChangeRow => ({
    id: 'a1',
    at: '2026-01-02T00:05:00Z',
    withinSeconds: 10,
    direction: 'out',
    endpoint: 'chat',
    variant: 'blue',
    instanceType: 'ml.p5.48xlarge',
    component: 'llama',
    model: 'llama-70b',
    unit: 'accelerator',
    from: 2,
    to: 1_004,
    share: 1,
    owners: [{ team: 'assistants', costCentre: null, product: null, parts: 1 }],
    ...changes,
  });

  it('tells when, whose and from what to what', () => {
    const shared = [
      { team: 'ads', costCentre: null, product: null, parts: 1 },
      { team: null, costCentre: null, product: null, parts: 2 },
    ];
    const scaledIn = rowOf({
      at: '2026-01-02T00:05:10Z',
      withinSeconds: 300,
      direction: 'in',
      unit: 'vcpu',
      from: 1.5,
      to: 0.5,
      owners: shared,
    });
    expect(allocationsView.render({ meta, rows: [rowOf(), scaledIn], next: null }, {})).toBe(`\
AT                   ENDPOINT  INSTANCE TYPE   COMPONENT  TEAM                SCALED             HELD  WITHIN
2026-01-02 00:05:00  chat      ml.p5.48xlarge  llama      assistants          out      2 → 1,004 GPUs    10 s
2026-01-02 00:05:10  chat      ml.p5.48xlarge  llama      ads 1, (unowned) 2  in      1.5 → 0.5 vCPUs   5 min

${notes}`);
  });

  it('says that nothing was scaled, and where only so far', () => {
    const firstLine = (next: string | null) =>
      allocationsView.render({ meta, rows: [], next }, {})?.split('\n')[0];
    expect(firstLine(null)).toBe('Nothing was scaled.');
    expect(firstLine('more')).toBe('Nothing was scaled in the time that this page is of.');
  });
});
