import { defineView } from '#cli/ask/view.ts';
import { duration, percent } from '#cli/formatAmounts.ts';
import { renderTable } from '#cli/renderTable.ts';
import { type HealthAnswer, healthOperation, type PoolHealth } from '#shared/api/healthOperation.ts';

const texts: Readonly<Record<HealthAnswer['status'], string>> = {
  ok: 'ok: every endpoint that runs was collected lately',
  silent: 'silent: some endpoint has no samples, although SageMaker says that it has instances',
  behind: 'behind: some endpoint that runs was not collected lately',
  empty: 'empty: no endpoint is known',
};

const gapsOf = ({ gaps = [] }: PoolHealth): string =>
  gaps.map(({ reason, unitSeconds }) => `${reason} ${duration(Math.round(unitSeconds))}`).join(', ');

/** What is still to be done for a pool. */
const owedBy = ({ backfill, reviseFrom }: PoolHealth): string =>
  [
    ...(backfill === null ? [] : [`history from ${backfill.from}`]),
    ...(reviseFrom == null ? [] : [`revision from ${reviseFrom}`]),
  ].join(', ');

const head = [
  'ENDPOINT',
  'VARIANT',
  'INSTANCE TYPE',
  'STATE',
  'LAST SUCCESS',
  'SETTLED THROUGH',
  'GAPS',
  'TO DO',
];

const toCells = (pool: PoolHealth): string[] => [
  pool.endpoint,
  pool.variant,
  pool.instanceType,
  pool.isRunning ? pool.status : 'ended',
  pool.lastSuccess ?? 'never',
  pool.settledThrough ?? '–',
  gapsOf(pool),
  owedBy(pool),
  pool.lagSeconds === 0 ? '–' : duration(pool.lagSeconds),
  pool.completeness == null ? '–' : percent(pool.completeness, 1),
];

export const healthView = defineView(healthOperation, {
  examples: [
    ['', 'the collector’s lag by endpoint, variant and instance type'],
    ['--json', 'for a monitor: its status is ok, silent, behind or empty'],
  ],
  render: ({ status, now, pools }) => {
    const table = renderTable([...head, 'LAG', 'SEEN'], pools.map(toCells), head.length);
    return [...(pools.length === 0 ? [] : [table, '']), `${texts[status]} (${now})`].join('\n');
  },
});
