import { describe, expect, it } from 'vitest';
import { explainSeries } from '#shared/domain/explainSeries.ts';
import { observeLives } from '#shared/domain/lives.ts';
import { seriesText, utilisationOf } from '#shared/domain/seriesText.ts';
import { bucketAt } from '#shared/domain/slots.ts';
import { bucketOf } from '#test/builders/bucket.ts';
import { at, samplesOf } from '#test/builders/samples.ts';

const start = at('2026-01-01T00:05:00Z');

const seriesOf = (given: Parameters<typeof samplesOf>[0]) => {
  const bucket = bucketOf({ start, samples: [samplesOf({ instances: { 'i-1': '1*30' }, ...given })] });
  const lives = observeLives([{ ...bucketAt(start), samples: bucket.samples }]);
  const holdings = new Map(bucket.samples.flatMap((samples) => [...samples.holdings]));
  const [first] = explainSeries(bucket, { lives, holdings });
  if (first === undefined) throw new Error('there is no series');
  return first;
};

describe('seriesText', () => {
  it('multiplies samples by the seconds that each covers', () => {
    expect(seriesText(seriesOf({ holdings: [{ counts: '1*30' }] }), 'accelerator', 300)).toBe(
      'component a, copy c-1 on i-1, gpu_0: 30 of 30 samples × 10 s × 1 GPU = 300 GPU-seconds',
    );
    expect(seriesText(seriesOf({ holdings: [{ counts: '1*30', units: 2 }] }), 'accelerator', 600)).toBe(
      'component a, copy c-1 on i-1, gpu_0: 30 of 30 samples × 10 s × 2 GPUs = 600 GPU-seconds',
    );
    expect(seriesText(seriesOf({ holdings: [{ counts: '1*30', units: 1_500 }] }), 'vcpu', 450_000)).toBe(
      'component a, copy c-1 on i-1, gpu_0: 30 of 30 samples × 10 s × 1.5 vCPUs = 450 vCPU-seconds',
    );
  });

  it('says which samples are missing, and that they are in no cost', () => {
    const series = seriesOf({ holdings: [{ counts: '11111111111111.111111111111111' }] });
    expect(seriesText(series, 'accelerator', 290)).toBe(
      'component a, copy c-1 on i-1, gpu_0: 29 of 30 samples × 10 s × 1 GPU = 290 GPU-seconds; missing: 1 from 2026-01-01T00:07:20Z to 2026-01-01T00:07:30Z, ' +
        'in the midst of others: no sample vouches for that time, so it is unknown and not counted here',
    );
  });

  it('says how much of it is in the figure where others have a part of it', () => {
    expect(seriesText(seriesOf({ holdings: [{ counts: '1*30' }] }), 'accelerator', 180)).toBe(
      'component a, copy c-1 on i-1, gpu_0: 30 of 30 samples × 10 s × 1 GPU = 300 GPU-seconds, of which 180 GPU-seconds are in this figure',
    );
  });

  it('says that slots are cut where they cross the bucket’s edges', () => {
    const series = seriesOf({
      publishFrequency: 120,
      instances: { 'i-1': '111' },
      holdings: [{ counts: '111' }],
    });
    expect(seriesText(series, 'accelerator', 300)).toBe(
      'component a, copy c-1 on i-1, gpu_0: 3 of 3 samples × 120 s × 1 GPU, cut at the edges of the five minutes, = 300 GPU-seconds',
    );
  });
});

describe('utilisationOf', () => {
  it('is the mean of the utilisation samples, and unknown without any', () => {
    expect(
      utilisationOf(seriesOf({ holdings: [{ counts: '1*30', load: { samples: 30, sum: 150_000 } }] })),
    ).toBe(0.5);
    expect(utilisationOf(seriesOf({ holdings: [{ counts: '1*30' }] }))).toBeUndefined();
  });
});
