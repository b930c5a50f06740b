import { describe, expect, it } from 'vitest';
import { sampledAt } from '#shared/domain/sampledAt.ts';
import { at, samplesOf } from '#test/builders/samples.ts';

const bucket = at('2026-01-01T00:00:00Z');
const minute = at('2026-01-01T00:01:00Z');

describe('sampledAt', () => {
  it('counts instances and accelerators that have a sample in the slot', () => {
    const samples = samplesOf({
      instances: { 'i-1': '1*30', 'i-2': `......1${'.'.repeat(23)}`, 'i-3': `11111${'.'.repeat(25)}` },
      holdings: [
        { accelerator: 'gpu_0', counts: '1*30' },
        { accelerator: 'gpu_1', counts: '1*30' },
        { accelerator: 'gpu_2', component: 'b', counts: `.....${'1'.repeat(25)}` },
        { accelerator: 'gpu_3', component: 'c', counts: `11111${'.'.repeat(25)}` },
      ],
    });
    expect(sampledAt([samples], bucket, minute)).toEqual({
      instances: 2,
      units: new Map([
        ['a', 2],
        ['b', 1],
      ]),
    });
  });

  it('counts an instance that only an accelerator vouches for', () => {
    const samples = samplesOf({ instances: {}, holdings: [{ counts: '1*30' }] });
    expect(sampledAt([samples], bucket, minute)).toEqual({ instances: 1, units: new Map([['a', 1]]) });
  });

  it('counts what a sum says, and of coarser counts the most that there can have been', () => {
    const summed = { ...samplesOf({ instances: { 'ml.g6.12xlarge': '3*30' } }), kind: 'summed' as const };
    expect(sampledAt([summed], bucket, minute).instances).toBe(3);
    const minutes = samplesOf({ instances: { 'i-1': '66666', 'i-2': '61...' } });
    expect(sampledAt([minutes], bucket, minute).instances).toBe(2);
    expect(sampledAt([minutes], bucket, at('2026-01-01T00:02:00Z')).instances).toBe(1);
  });

  it('counts nothing where there are no samples', () => {
    expect(sampledAt([], bucket, minute)).toEqual({ instances: 0, units: new Map() });
  });
});
