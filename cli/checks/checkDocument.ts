import type { PoolCheck } from '#shared/checks/checkAllocation.ts';
import { type Copy, isUnderUsed } from '#shared/domain/checkCopies.ts';
import { formatDollars } from '#shared/domain/money.ts';
import { formatInstant, type Instant } from '#shared/domain/time.ts';

const unrouted = (copy: Copy) => ({ ...copy, invocations: undefined, share: undefined });

/** The document of `tenner check --json`. What nobody knows is null. */
export const toCheckDocument = (range: { from: Instant; to: Instant }, checks: readonly PoolCheck[]) => ({
  from: formatInstant(range.from),
  to: formatInstant(range.to),
  currency: 'USD',
  pools: checks.map(({ pool, settledThrough, counted, changes, components }) => ({
    endpoint: pool.endpoint,
    variant: pool.variant,
    instanceType: pool.instanceType,
    settledThrough: formatInstant(settledThrough),
    counted: counted.map((each) => ({ ...each, at: formatInstant(each.at) })),
    changes: changes.map(({ component, at, within, from, to }) => {
      return { component, at: formatInstant(at), withinSeconds: within, from, to };
    }),
    components: components.map(({ component, copies, routing }) => ({
      component,
      routing: routing.kind,
      hottestToColdest: routing.kind === 'routed' ? (routing.ratio ?? null) : null,
      copies: (routing.kind === 'routed' ? routing.copies : copies.map(unrouted)).map((copy) => ({
        instance: copy.instance,
        container: copy.container,
        invocations: copy.invocations ?? null,
        share: copy.share ?? null,
        utilisation: copy.utilisation ?? null,
        underUsed: isUnderUsed(copy),
        costUsd: copy.cost === undefined ? null : formatDollars(copy.cost),
      })),
    })),
  })),
});
