import { describe, expect, it } from 'vitest';
import { openLedger, readCosts } from '#cli/readLedger.ts';
import { AwsError, type Fault, type FaultPlan } from '#local/aws/jsonService.ts';
import { createVirtualClock } from '#local/clock.ts';
import { worldOfTrace } from '#local/fleet/worldOfTrace.ts';
import { startFleetRun } from '#local/fleetRun.ts';
import { synthesize } from '#local/synthesize.ts';
import { formatInstant, instant } from '#shared/domain/time.ts';
import { traceOf } from '#test/builders/fleet.ts';

const trace = traceOf({
  instances: { 'ml.g6.12xlarge': [['00:00', 2]] },
  components: {
    a: { gpus: 4, team: 'red', steps: [['00:00', 1]] },
    b: {
      gpus: 1,
      team: 'blue',
      steps: [
        ['00:00', 2],
        ['00:32:10', 4],
        ['00:51', 1],
      ],
    },
  },
});
const range = { from: instant(trace.start), to: instant(trace.start + 3_600) };

/** What an hour of the trace holds: b has 2 × 1,930 s + 4 × 1,130 s + 1 × 540 s. */
const whole = [
  ['a', 14_400],
  ['b', 8_920],
  ['idle', 5_480],
];

type PlayOptions = {
  faults?: (now: string) => FaultPlan;
  listingLagSeconds?: number;
  acceleratorDimension?: 'GpuId' | 'AcceleratorId';
  until?: number;
};

/** Plays the trace on the stack, with faults by the run's time, and gives the ledger's rows of the first hour. */
const play = async (played: PlayOptions = {}) => {
  const { faults, until = 5_400, acceleratorDimension = 'GpuId', ...options } = played;
  const clock = createVirtualClock(trace.start);
  const run = await startFleetRun({
    world: worldOfTrace(trace, { publishFrequency: 10, acceleratorDimension }),
    assembly: await synthesize(),
    clock,
    every: '5 minutes',
    port: 0,
    ...options,
    ...(faults === undefined
      ? {}
      : { faults: (call) => faults(formatInstant(instant(clock.now())).slice(11, 16))(call) }),
  });
  try {
    await run.playTo(trace.start + until);
    const { rows } = await readCosts(openLedger(run.cloud), range);
    return rows.map(({ kind, component, unitSeconds }) => [component ?? kind, unitSeconds]);
  } finally {
    await run.cloud.stop();
  }
};

const throttle: Fault = {
  kind: 'error',
  error: new AwsError('ThrottlingException', 'Rate exceeded', { queryCode: 'Throttling' }),
};
const broken: Fault = { kind: 'error', error: new AwsError('InternalServiceFault', 'boom', { status: 500 }) };
const isRead = ({ operation }: { operation: string }) => operation === 'GetMetricData';

/** Every other call of some meets the fault. */
const everyOther = (fault: Fault, isHit: (call: { operation: string }) => boolean): (() => FaultPlan) => {
  let calls = 0;
  return () => (call) => {
    if (!isHit(call)) return undefined;
    calls += 1;
    return calls % 2 === 1 ? fault : undefined;
  };
};

describe('a fleet played on the stack', () => {
  it('is collected whole', async () => {
    expect(await play()).toEqual(whole);
  });

  it.each(['GpuId', 'AcceleratorId'] as const)(
    'is the same when the accelerator is called %s',
    async (name) => {
      expect(await play({ acceleratorDimension: name })).toEqual(whole);
    },
  );

  it('is the same when new metrics are listed a quarter of an hour late', async () => {
    expect(await play({ listingLagSeconds: 900 })).toEqual(whole);
  });

  it.each<[string, () => FaultPlan]>([
    ['CloudWatch throttles', everyOther(throttle, isRead)],
    ['connections are cut in the middle of the answer', everyOther({ kind: 'cut' }, isRead)],
    ['DynamoDB fails now and then', everyOther(broken, ({ operation }) => operation === 'PutItem')],
    ['SageMaker throttles', everyOther(throttle, ({ operation }) => operation.startsWith('Describe'))],
  ])('is the same when %s', async (_, plan) => {
    expect(await play({ faults: plan })).toEqual(whole);
  });

  it('is unknown while CloudWatch gives nothing, and whole once it does again', async () => {
    const outage =
      (now: string): FaultPlan =>
      (call) =>
        isRead(call) && now >= '00:40' && now < '01:05' ? broken : undefined;
    const during = await play({ faults: outage, until: 3_600 });
    expect(during).toEqual([
      ['a', 8_400],
      ['b', 4_540],
      ['idle', 3_860],
      ['unknown', 12_000],
    ]);
    expect(await play({ faults: outage })).toEqual(whole);
  });

  it('is whole again after an outage of SageMaker, when the queue has given the messages back', async () => {
    const outage =
      (now: string): FaultPlan =>
      ({ service }) =>
        service === 'sagemaker' && now >= '00:40' && now < '00:50' ? broken : undefined;
    expect(await play({ faults: outage, until: 7_200 })).toEqual(whole);
  });
});
