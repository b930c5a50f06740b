import { formatDollars } from '#shared/domain/money.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { mostMovers, type TopMovers } from './topMovers.ts';

/** What moved most, as an event has it. */
export const toMoverFields = (moved: TopMovers | undefined) => ({
  topMovers: (moved?.movers ?? []).slice(0, mostMovers).map(({ component, endpoint, spent, change }) => ({
    component: component ?? null,
    endpoint: endpoint ?? null,
    spentUsd: formatDollars(spent),
    changeUsd: formatDollars(change),
  })),
  moversWindow:
    moved === undefined
      ? null
      : { from: formatInstant(moved.window.from), to: formatInstant(moved.window.to) },
});
