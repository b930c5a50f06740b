import { describe, expect, it } from 'vitest';
import { attribute } from '#shared/domain/attribute.ts';
import { observeLives, type SampledBucket } from '#shared/domain/lives.ts';
import type { Samples } from '#shared/domain/samples.ts';
import { at, samplesOf } from '#test/builders/samples.ts';

const bucket = at('2026-01-01T00:05:00Z');
const before = at('2026-01-01T00:00:00Z');
const next = at('2026-01-01T00:10:00Z');

const split = (samples: Samples, accelerators: number | undefined = 4, neighbours: SampledBucket[] = []) => {
  const { allocated, ...rest } = attribute({
    bucket,
    samples,
    lives: observeLives([{ start: bucket, samples }, ...neighbours]),
    accelerators,
  });
  return { ...rest, allocated: Object.fromEntries(allocated) };
};

describe('attribute', () => {
  it("splits the AWS post's instances: four GPUs to one component, two to another, two idle", () => {
    const samples = samplesOf({
      instances: { 'i-1': '1*30', 'i-2': '1*30' },
      holdings: [
        ...['gpu_0', 'gpu_1', 'gpu_2', 'gpu_3'].map((accelerator) => ({ accelerator, counts: '1*30' })),
        { component: 'b', instance: 'i-2', container: 'c-2', counts: '1*30' },
        { component: 'b', instance: 'i-2', container: 'c-3', accelerator: 'gpu_1', counts: '1*30' },
      ],
    });
    expect(split(samples)).toEqual({
      instanceSeconds: 600,
      gpuSeconds: 2_400,
      allocated: { a: 1_200, b: 600 },
      idle: 600,
      unknown: 0,
      overcounted: false,
    });
  });

  it("counts a hole inside an accelerator's series as unknown, and what is outside it as idle", () => {
    const samples = samplesOf({
      publishFrequency: 60,
      instances: { 'i-1': '11111' },
      holdings: [{ counts: '.1.1.' }],
    });
    expect(split(samples, 1)).toMatchObject({
      allocated: { a: 120 },
      unknown: 60,
      idle: 120,
      gpuSeconds: 300,
    });
  });

  it("counts a hole inside an instance's series as unknown capacity, and nothing outside it", () => {
    const samples = samplesOf({ publishFrequency: 60, instances: { 'i-1': '.1.1.' } });
    expect(split(samples)).toMatchObject({ instanceSeconds: 180, gpuSeconds: 720, idle: 480, unknown: 240 });
  });

  it('sees a hole that reaches over the edges of the bucket by what its neighbours hold', () => {
    const empty = samplesOf({ publishFrequency: 60, instances: {} });
    const full = samplesOf({
      publishFrequency: 60,
      instances: { 'i-1': '11111' },
      holdings: [{ counts: '11111' }],
    });
    const neighbours = [before, next].map((start) => ({ start, samples: full }));
    expect(split(empty, 4, neighbours)).toMatchObject({
      gpuSeconds: 1_200,
      unknown: 1_200,
      idle: 0,
      allocated: {},
    });
    expect(split(empty, 4, neighbours.slice(0, 1))).toMatchObject({ gpuSeconds: 0, unknown: 0 });
  });

  it("lets an accelerator's sample vouch for its instance, and leaves the rest of that instance unknown", () => {
    const samples = samplesOf({
      publishFrequency: 60,
      instances: { 'i-1': '1111.' },
      holdings: [{ counts: '11111' }],
    });
    expect(split(samples)).toMatchObject({
      gpuSeconds: 1_200,
      allocated: { a: 300 },
      idle: 720,
      unknown: 180,
      overcounted: false,
    });
  });

  it('scales components down to capacity when more is counted than there is, on that instance alone', () => {
    const samples = samplesOf({
      publishFrequency: 300,
      instances: { 'i-1': '1', 'i-2': '1' },
      holdings: [
        { component: 'a', accelerator: 'gpu_0', counts: '1' },
        { component: 'b', container: 'c-2', accelerator: 'gpu_0', counts: '1' },
        { component: 'c', container: 'c-3', accelerator: 'gpu_0', counts: '1' },
        { component: 'c', instance: 'i-2', container: 'c-4', accelerator: 'gpu_0', counts: '1' },
      ],
    });
    expect(split(samples, 2)).toEqual({
      instanceSeconds: 600,
      gpuSeconds: 1_200,
      allocated: { a: 200, b: 200, c: 500 },
      idle: 300,
      unknown: 0,
      overcounted: true,
    });
  });

  it('cuts samples at the edges of the bucket when the frequency does not divide it', () => {
    // Slots of 00:05 at 120 s: 00:04 (60 s of it here), 00:06, 00:08.
    const samples = samplesOf({
      publishFrequency: 120,
      instances: { 'i-1': '111' },
      holdings: [{ counts: '11.' }],
    });
    expect(split(samples, 1)).toMatchObject({ gpuSeconds: 300, allocated: { a: 180 }, idle: 120 });
  });

  it('keeps what is held when nobody knows how many accelerators an instance has', () => {
    const samples = samplesOf({
      publishFrequency: 60,
      instances: { 'i-1': '11111' },
      holdings: [{ counts: '1.111' }],
    });
    const { allocated, ...rest } = attribute({
      bucket,
      samples,
      lives: observeLives([{ start: bucket, samples }]),
      accelerators: undefined,
    });
    expect(Object.fromEntries(allocated)).toEqual({ a: 240 });
    expect(rest).toMatchObject({ gpuSeconds: 300, unknown: 60, idle: 0 });
  });
});
