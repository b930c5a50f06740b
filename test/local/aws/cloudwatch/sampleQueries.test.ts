import { describe, expect, it } from 'vitest';
import { midnight, startCloudWatch } from './callCloudWatch.ts';
import type { SampledMetric } from './sampleSource.ts';

const IC = '/aws/sagemaker/InferenceComponents';

/** A sample every ten seconds of [from, to) after midnight. */
const every10 = (from: number, to: number): (readonly [number, number])[] =>
  Array.from({ length: (to - from) / 10 }, (_, i) => [midnight + from + i * 10, 50]);

const gpu = (
  component: string,
  instance: string,
  container: string,
  number: number,
  samples: SampledMetric['samples'],
  endpoint = 'ep',
): SampledMetric => ({
  metric: {
    namespace: IC,
    name: 'GPUUtilizationNormalized',
    dimensions: {
      EndpointName: endpoint,
      VariantName: 'AllTraffic',
      InstanceId: instance,
      ContainerId: container,
      InferenceComponentName: component,
      GpuId: `gpu_${number}`,
    },
  },
  samples,
});

/** Two instances of four GPUs: A holds one whole, B a GPU of the other and from second 20 on two. */
const fleet: SampledMetric[] = [
  gpu('A', 'i-1', 'c-a', 0, every10(0, 30)),
  gpu('A', 'i-1', 'c-a', 1, every10(0, 30)),
  gpu('A', 'i-1', 'c-a', 2, every10(0, 30)),
  gpu('A', 'i-1', 'c-a', 3, every10(0, 30)),
  gpu('B', 'i-2', 'c-b1', 0, every10(0, 30)),
  gpu('B', 'i-2', 'c-b2', 1, every10(20, 30)),
  // What must not be counted: another endpoint's GPU, and B once more under an aggregate dimension set.
  gpu('C', 'i-3', 'c-c', 0, every10(0, 30), 'other'),
  {
    metric: {
      namespace: IC,
      name: 'GPUUtilizationNormalized',
      dimensions: { InferenceComponentName: 'B', GpuId: 'gpu_0' },
    },
    samples: every10(0, 30),
  },
  {
    metric: {
      namespace: '/aws/sagemaker/Endpoints',
      name: 'CPUUtilizationNormalized',
      dimensions: { EndpointName: 'ep', VariantName: 'AllTraffic' },
    },
    samples: [...every10(0, 30), ...every10(0, 30)],
  },
];

const search =
  "SEARCH('{/aws/sagemaker/InferenceComponents,EndpointName,VariantName,InstanceId,ContainerId,InferenceComponentName,GpuId} " +
  `MetricName="GPUUtilizationNormalized" EndpointName="ep"','SampleCount',10)`;

const ask = (queries: object[], to = 30) =>
  startCloudWatch({ at: 60, metrics: fleet })
    .getMetricData({ from: 0, to, ScanBy: 'TimestampAscending', MetricDataQueries: queries })
    .MetricDataResults.map(({ Id, Values }) => ({ id: Id, values: Values }));

describe("the AWS sample's queries", () => {
  it('finds a series for each GPU in use', () => {
    expect(ask([{ Id: 'e1', Expression: search }])).toEqual([
      { id: 'e1', values: [1, 1, 1] },
      { id: 'e1', values: [1, 1, 1] },
      { id: 'e1', values: [1, 1, 1] },
      { id: 'e1', values: [1, 1, 1] },
      { id: 'e1', values: [1, 1, 1] },
      { id: 'e1', values: [1] },
    ]);
  });

  it('counts GPUs, prices ten seconds of them and sums the cost up', () => {
    const [gpus, cost, total, ...rest] = ask([
      { Id: 'e1', Expression: search, ReturnData: false },
      { Id: 'e2', Expression: 'SUM(e1)' },
      { Id: 'e3', Expression: 'e2 * 5.752 / 4 / 360' },
      { Id: 'e4', Expression: 'RUNNING_SUM(e3)' },
    ]);
    expect(gpus).toEqual({ id: 'e2', values: [5, 5, 6] });
    expect(cost?.values.map((v) => v.toFixed(9))).toEqual(['0.019972222', '0.019972222', '0.023966667']);
    expect(total?.values.map((v) => v.toFixed(9))).toEqual(['0.019972222', '0.039944444', '0.063911111']);
    expect(rest).toEqual([]);
  });

  it("prices the post's four GPUs at 0.015977778 for ten seconds", () => {
    const component = search.replace('EndpointName="ep"', 'InferenceComponentName="A"');
    const [cost] = ask([{ Id: 'e1', Expression: `SUM(${component}) * 5.752 / 4 / 360` }], 10);
    expect(cost?.values.map((v) => v.toFixed(9))).toEqual(['0.015977778']);
  });

  it('gives the free GPUs of the cluster', () => {
    const m2 = {
      Id: 'm2',
      ReturnData: false,
      MetricStat: {
        Metric: {
          Namespace: '/aws/sagemaker/Endpoints',
          MetricName: 'CPUUtilizationNormalized',
          Dimensions: [
            { Name: 'EndpointName', Value: 'ep' },
            { Name: 'VariantName', Value: 'AllTraffic' },
          ],
        },
        Period: 10,
        Stat: 'SampleCount',
      },
    };
    expect(
      ask([
        { Id: 'free', Expression: 'm2 * 4 - e1' },
        m2,
        { Id: 'e1', Expression: `SUM(${search})`, ReturnData: false },
      ]),
    ).toEqual([{ id: 'free', values: [3, 3, 2] }]);
  });

  it('fills ten seconds without a copy with zero', () => {
    const second = search.replace('EndpointName="ep"', 'ContainerId="c-b2"');
    expect(
      ask([
        { Id: 'e1', Expression: second, ReturnData: false },
        { Id: 'e2', Expression: 'FILL(SUM(e1),0)' },
      ]),
    ).toEqual([{ id: 'e2', values: [0, 0, 1] }]);
  });

  it('writes the six dimensions of each series into its label', () => {
    const parts = [
      'EndpointName',
      'VariantName',
      'InstanceId',
      'ContainerId',
      'InferenceComponentName',
      'GpuId',
    ];
    const label = parts.map((part) => `\${PROP('Dim.${part}')}`).join('|');
    const results = startCloudWatch({ at: 60, metrics: fleet }).getMetricData({
      from: 0,
      to: 30,
      MetricDataQueries: [{ Id: 'e1', Expression: search, Label: label }],
    }).MetricDataResults;
    expect(results.map(({ Label }) => Label)).toEqual([
      'ep|AllTraffic|i-1|c-a|A|gpu_0',
      'ep|AllTraffic|i-1|c-a|A|gpu_1',
      'ep|AllTraffic|i-1|c-a|A|gpu_2',
      'ep|AllTraffic|i-1|c-a|A|gpu_3',
      'ep|AllTraffic|i-2|c-b1|B|gpu_0',
      'ep|AllTraffic|i-2|c-b2|B|gpu_1',
    ]);
  });
});
