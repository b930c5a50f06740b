import { costRowsOf } from '#shared/domain/costRow.ts';
import { addMoney, type Money, zeroMoney } from '#shared/domain/money.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { Series, SpendFacts, Subject } from '#shared/domain/watches/watchFacts.ts';
import { subjectKey } from '#shared/domain/watches/watchState.ts';
import type { History } from './createHistory.ts';
import type { EndpointRead } from './readEndpointBuckets.ts';
import { hoursOf, toMoney, unitsAt } from './spendStore.ts';

type SpendBucket = { cost: Money; isDeploying: boolean };
type Spender = { subject: Subject; endpoints: Set<string>; buckets: Map<Instant, SpendBucket> };

const subjectsOf = (
  {
    endpoint,
    component,
    team,
  }: { endpoint: string; component: string | undefined; team: string | undefined },
  kinds: ReadonlySet<string>,
): Subject[] => [
  ...(kinds.has('team') && team !== undefined ? [{ endpoint: undefined, component: undefined, team }] : []),
  ...(kinds.has('component') && component !== undefined ? [{ endpoint, component, team }] : []),
];

const gatherSpenders = (reads: readonly EndpointRead[], kinds: ReadonlySet<string>): Map<string, Spender> => {
  const spenders = new Map<string, Spender>();
  for (const { endpoint, splits, isDeployingAt } of reads) {
    for (const [start, all] of splits) {
      const rows = all.flatMap(({ pool, split }) => costRowsOf(pool, split));
      for (const row of rows) {
        if (row.kind !== 'allocated') continue;
        for (const subject of subjectsOf(row, kinds)) {
          const key = subjectKey(subject);
          const own = spenders.get(key) ?? { subject, endpoints: new Set(), buckets: new Map() };
          spenders.set(key, own);
          own.endpoints.add(endpoint);
          const known = own.buckets.get(start);
          own.buckets.set(start, {
            cost: addMoney([known?.cost ?? zeroMoney, row.cost ?? zeroMoney]),
            isDeploying: known?.isDeploying === true || isDeployingAt(start),
          });
        }
      }
    }
  }
  return spenders;
};

/** Whether a bucket of an endpoint is known whole: a spend with a hole in it says nothing. */
const isWhole = ({ splits }: EndpointRead, start: Instant): boolean =>
  splits.get(start)?.every(({ split }) => split.unknown.length === 0) === true;

const hourlyOf = ({ subject, endpoints }: Spender, history: History): Series<Money> => {
  const own = history.spends.filter(
    ({ row }) =>
      row.kind === 'allocated' &&
      endpoints.has(row.endpoint) &&
      (subject.component === undefined || row.component === subject.component) &&
      (subject.team === undefined || row.team === subject.team),
  );
  return {
    from: history.from,
    values: hoursOf(history.from, history.through).map((hour) =>
      toMoney(own.reduce((sum, spend) => sum + unitsAt(spend, hour), 0)),
    ),
  };
};

const toSpendFacts = (
  spender: Spender,
  reads: readonly EndpointRead[],
  from: Instant,
  history: History,
): SpendFacts => {
  const own = reads.filter(({ endpoint }) => spender.endpoints.has(endpoint));
  const shortest = Math.min(...own.map(({ starts }) => starts.length));
  const starts = own[0]?.starts.slice(0, shortest) ?? [];
  return {
    subject: spender.subject,
    hours: hourlyOf(spender, history),
    buckets: {
      from,
      values: starts.map((start) => {
        if (!own.every((read) => isWhole(read, start))) return undefined;
        return spender.buckets.get(start) ?? { cost: zeroMoney, isDeploying: false };
      }),
    },
  };
};

/**
 * What teams and components spent in the buckets of some endpoints, beside the hours before.
 * @param kinds which of them are asked for.
 */
export const toSpenders = (
  reads: readonly EndpointRead[],
  kinds: ReadonlySet<string>,
  from: Instant,
  history: History,
): SpendFacts[] =>
  [...gatherSpenders(reads, kinds).values()].map((spender) => toSpendFacts(spender, reads, from, history));
