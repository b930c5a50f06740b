import { AwsError, type Fault, type FaultPlan } from '#local/aws/jsonService.ts';
import { hashText } from '../random.ts';
import type { FaultKind } from './faultKinds.ts';

type WireFault = { kind: FaultKind; rate: number; fault: Fault; isFor?: (operation: string) => boolean };

const isRead = (operation: string): boolean => operation === 'GetMetricData';

/** Half of the series come back with nothing but the word that this is not all. */
const dropHalf = (output: unknown): unknown => {
  if (typeof output !== 'object' || output === null || !('MetricDataResults' in output)) return output;
  const { MetricDataResults: results } = output;
  if (!Array.isArray(results)) return output;
  const dropped = results.map((result: object, index) =>
    index % 2 === 0 ? result : { ...result, StatusCode: 'PartialData', Timestamps: [], Values: [] },
  );
  return { ...output, MetricDataResults: dropped };
};

const kinds: readonly WireFault[] = [
  {
    kind: 'throttled',
    rate: 0.01,
    fault: {
      kind: 'error',
      error: new AwsError('ThrottlingException', 'Rate exceeded', { queryCode: 'Throttling' }),
    },
  },
  {
    kind: 'failed',
    rate: 0.01,
    fault: { kind: 'error', error: new AwsError('InternalServiceFault', 'boom', { status: 500 }) },
  },
  { kind: 'cut', rate: 0.01, fault: { kind: 'cut' } },
  { kind: 'partialData', rate: 0.15, fault: { kind: 'edit', edit: dropHalf }, isFor: isRead },
];

/**
 * What goes wrong with calls over HTTP until `calmAt` (epoch seconds). Which call it is hangs on the seed, the time and how
 * many of its kind came before at that time: the order in which sockets are served does not come into it.
 */
export const createWireFaults = (
  seed: number,
  now: () => number,
  calmAt: number,
): { plan: FaultPlan; counts: Map<FaultKind, number> } => {
  const counts = new Map<FaultKind, number>();
  const calls = new Map<string, number>();
  const plan: FaultPlan = ({ service, operation }) => {
    if (now() >= calmAt) return undefined;
    const name = `${service} ${operation} ${now()}`;
    const count = (calls.get(name) ?? 0) + 1;
    calls.set(name, count);
    for (const { kind, rate, fault, isFor = () => true } of kinds) {
      if (!isFor(operation)) continue;
      if (hashText(`${kind} ${name} ${count}`, seed) / 0x1_0000_0000 >= rate) continue;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      return fault;
    }
    return undefined;
  };
  return { plan, counts };
};
