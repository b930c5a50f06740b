import { defineView } from '#cli/ask/view.ts';
import { duration, percent } from '#cli/formatAmounts.ts';
import { renderTable } from '#cli/renderTable.ts';
import { type HealthAnswer, healthOperation } from '#shared/api/healthOperation.ts';

const texts: Readonly<Record<HealthAnswer['status'], string>> = {
  ok: 'ok: every endpoint that runs was collected lately',
  behind: 'behind: some endpoint that runs was not collected lately',
  empty: 'empty: no endpoint is known',
};

type Pool = HealthAnswer['endpoints'][number];

const stateOf = ({ isRunning, isSilent }: Pool): string => {
  if (!isRunning) return 'gone';
  return isSilent ? 'silent' : 'runs';
};

const gapsOf = ({ gaps }: Pool): string =>
  gaps.map(({ reason, unitSeconds }) => `${reason} ${duration(unitSeconds)}`).join(', ');

export const healthView = defineView(healthOperation, {
  examples: [
    ['', 'the collector’s lag by endpoint, variant and instance type'],
    ['--json', 'for a monitor: its status is ok, behind or empty'],
  ],
  render: ({ status, now, endpoints }) => {
    const head = ['ENDPOINT', 'VARIANT', 'INSTANCE TYPE', 'STATE', 'LAST SUCCESS', 'SETTLED THROUGH', 'GAPS'];
    const rows = endpoints.map((pool) => [
      pool.endpoint,
      pool.variant,
      pool.instanceType,
      stateOf(pool),
      pool.lastSuccess,
      pool.settledThrough,
      gapsOf(pool),
      pool.lagSeconds === 0 ? '–' : duration(pool.lagSeconds),
      percent(pool.completeness, 1),
    ]);
    const table = renderTable([...head, 'LAG', 'SEEN'], rows, head.length);
    return [...(endpoints.length === 0 ? [] : [table, '']), `${texts[status]} (${now})`].join('\n');
  },
});
