import { describe, expect, it } from 'vitest';
import { reservationSeries, seriesOfSamples, singleSeries, sumSeries } from '#shared/metrics/poolSeries.ts';
import { poolOf } from '#test/builders/bucket.ts';
import { samplesOf } from '#test/builders/samples.ts';
import { holdingSeriesOf, instanceSeriesOf } from '#test/builders/series.ts';

describe('sumSeries', () => {
  it('names the sums of a variant of one type without the type', () => {
    expect(sumSeries(poolOf(), false, ['a'])).toEqual({
      kind: 'summed',
      instances: [
        {
          metric: {
            namespace: '/aws/sagemaker/Endpoints',
            name: 'CPUUtilization',
            dimensions: { EndpointName: 'ep', VariantName: 'AllTraffic' },
          },
          variant: 'AllTraffic',
          instance: 'ml.g6.12xlarge',
        },
      ],
      holdings: [
        {
          metric: {
            namespace: '/aws/sagemaker/InferenceComponents',
            name: 'GPUUtilizationNormalized',
            dimensions: { InferenceComponentName: 'a' },
          },
          variant: 'AllTraffic',
          instance: 'ml.g6.12xlarge',
          container: 'a/*',
          component: 'a',
          accelerator: '*',
        },
      ],
    });
  });

  it('names those of a variant of several types with the type', () => {
    const { instances, holdings } = sumSeries(poolOf(), true, ['a', 'b']);
    expect([...instances, ...holdings].map(({ metric }) => metric.dimensions)).toEqual([
      { EndpointName: 'ep', VariantName: 'AllTraffic', InstanceType: 'ml.g6.12xlarge' },
      { InferenceComponentName: 'a', InstanceType: 'ml.g6.12xlarge' },
      { InferenceComponentName: 'b', InstanceType: 'ml.g6.12xlarge' },
    ]);
  });
});

describe('seriesOfSamples', () => {
  const samples = [
    samplesOf({ instances: { 'i-1': '1*30' }, holdings: [{ counts: '1*30' }] }),
    samplesOf({ kind: 'summed', instances: { 'ml.g6.12xlarge': '1*30' }, holdings: [{ counts: '1*30' }] }),
  ];

  it('gives back the series that single samples came from', () => {
    expect(seriesOfSamples(poolOf(), samples, 'GpuId')).toEqual({
      instances: [instanceSeriesOf()],
      holdings: [holdingSeriesOf()],
    });
  });

  it('gives no accelerator while nothing tells what CloudWatch calls its dimension', () => {
    expect(seriesOfSamples(poolOf(), samples, undefined)).toEqual({
      instances: [instanceSeriesOf()],
      holdings: [],
    });
  });
});

describe('singleSeries', () => {
  it('joins what is listed of a variant with what is known, each series once', () => {
    const listed = {
      instances: [instanceSeriesOf('i-1'), instanceSeriesOf('i-8', 'other')],
      holdings: [holdingSeriesOf(), holdingSeriesOf({ variant: 'other' })],
    };
    const known = {
      instances: [instanceSeriesOf('i-1'), instanceSeriesOf('i-2')],
      holdings: [holdingSeriesOf(), holdingSeriesOf({ accelerator: 'gpu_1' })],
    };
    expect(singleSeries('AllTraffic', listed, known)).toEqual({
      kind: 'single',
      instances: [instanceSeriesOf('i-1'), instanceSeriesOf('i-2')],
      holdings: [holdingSeriesOf(), holdingSeriesOf({ accelerator: 'gpu_1' })],
    });
  });
});

describe('reservationSeries', () => {
  it('is that of the pool’s sum', () => {
    expect(reservationSeries(poolOf(), false)).toEqual({
      namespace: '/aws/sagemaker/Endpoints',
      name: 'GPUReservation',
      dimensions: { EndpointName: 'ep', VariantName: 'AllTraffic' },
    });
    expect(reservationSeries(poolOf(), true).dimensions).toEqual({
      EndpointName: 'ep',
      VariantName: 'AllTraffic',
      InstanceType: 'ml.g6.12xlarge',
    });
  });
});
