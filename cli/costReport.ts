import type { SharedRow } from '#shared/domain/shareIdle.ts';
import type { CostSummary } from '#shared/domain/sumCosts.ts';
import type { NotMetered } from '#shared/fleet/findNotMetered.ts';

/** What some time cost. */
export type CostReport = CostSummary & {
  /** Its rows once more, with who pays for what nobody holds or owns; undefined where nobody was asked. */
  paid?: readonly SharedRow[] | undefined;
  /** What no cost can be of. */
  notMetered?: readonly NotMetered[] | undefined;
};
