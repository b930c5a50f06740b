import { describe, expect, it } from 'vitest';
import { findMetrics } from '#local/aws/cloudwatch/search/findMetrics.ts';
import { parseSearch } from '#local/aws/cloudwatch/search/parseSearch.ts';
import { createSampleSource } from '../sampleSource.ts';

const NOW = 100 * 86_400;

const metrics = [
  { namespace: 'AWS/EC2', name: 'CPUUtilization', dimensions: { InstanceId: 'i-1' } },
  { namespace: 'AWS/EC2', name: 'CPUUtilization', dimensions: { InstanceId: 'i-2' } },
  { namespace: 'AWS/EC2', name: 'CPUUtilization', dimensions: { InstanceType: 't2.micro' } },
  { namespace: 'AWS/EC2', name: 'CPUUtilization', dimensions: {} },
  { namespace: 'AWS/EBS', name: 'VolumeReadOps', dimensions: { VolumeId: 'vol-7', Project: 'ProjectA' } },
  { namespace: 'Shop', name: 'Errors', dimensions: { Service: 'CPUUtilization' } },
];

const names: Record<string, number> = Object.fromEntries(
  metrics.map((metric, i) => [JSON.stringify(metric), i]),
);

const createDeps = (samples: readonly (readonly [number, number])[] = [[NOW - 60, 1]]) => ({
  source: createSampleSource(metrics.map((metric) => ({ metric, samples }))),
  accountId: '111122223333',
  listingLagSeconds: 0,
});

/** The places in `metrics` of what a search finds. */
const find = (query: string, deps: Parameters<typeof findMetrics>[2] = createDeps()): number[] =>
  findMetrics(parseSearch(query), NOW, deps).metrics.map((metric) => names[JSON.stringify(metric)] ?? -1);

describe('findMetrics', () => {
  it.each([
    ['{AWS/EC2,InstanceId} MetricName="CPUUtilization"', [0, 1]],
    ['{AWS/EC2,InstanceType}', [2]],
    ['{AWS/EC2}', [3]],
    ['{AWS/EBS,Project,VolumeId}', [4]],
    ['{AWS/EBS,VolumeId}', []],
    ['"CPUUtilization"', [0, 1, 2, 3, 5]],
    ['MetricName="CPUUtilization"', [0, 1, 2, 3]],
    ['MetricName="cpuutilization"', []],
    ['MetricName=cpu', [0, 1, 2, 3]],
    ['InstanceType=micro', [2]],
    ['InstanceType="micro"', []],
    ['InstanceId=("i-2" OR "i-3")', [1]],
    ['NOT Namespace=AWS', [5]],
    ['(EC2 OR EBS) AND MetricName=ReadOps', [4]],
    ['Project', [4]],
    ['{AWS/EC2,InstanceId} MetricName="CPUUtilization" NOT i-1', [1]],
    ['InstanceId="i-1" OR VolumeId="vol-7"', [0, 4]],
    ['InstanceId="i-1" InstanceId="i-2"', []],
    [':aws.AccountId="111122223333" Errors', [5]],
    [':aws.AccountId=LOCAL Errors', [5]],
    [':aws.AccountId="999999999999" Errors', []],
  ])('finds what %s asks for', (query, expected) => {
    expect(find(query)).toEqual(expected);
  });

  it('knows metrics with data in the last two weeks only', () => {
    const days = (n: number) => createDeps([[NOW - n * 86_400, 1]]);
    expect(find('Errors', days(14))).toEqual([5]);
    expect(find('Errors', days(14.01))).toEqual([]);
  });

  it('does not know a metric before the listing lag has passed', () => {
    const deps = createDeps([[NOW - 600, 1]]);
    expect(find('Errors', { ...deps, listingLagSeconds: 600 })).toEqual([5]);
    expect(find('Errors', { ...deps, listingLagSeconds: 601 })).toEqual([]);
  });

  it('asks sources for no more than the search can match', () => {
    const deps = createDeps();
    find('{AWS/EC2,InstanceId} MetricName="CPUUtilization" InstanceId="i-1"', deps);
    expect(deps.source.listings).toEqual([
      { namespace: 'AWS/EC2', name: 'CPUUtilization', dimensions: [{ name: 'InstanceId', value: 'i-1' }] },
    ]);
  });

  it.each([
    [500, false],
    [501, true],
  ])('gives at most 500 of %i metrics', (count, isTruncated) => {
    const many = Array.from({ length: count }, (_, i) => ({
      metric: { namespace: 'Shop', name: 'Load', dimensions: { Host: `h${i}` } },
      samples: [[NOW - 60, 1]] as const,
    }));
    const found = findMetrics(parseSearch('{Shop,Host}'), NOW, {
      ...createDeps(),
      source: createSampleSource(many),
    });
    expect(found.metrics).toHaveLength(500);
    expect(found.isTruncated).toBe(isTruncated);
  });
});
