import type { viewParams } from '#shared/api/questionParams.ts';
import type { QueryRead } from '#shared/api/readQuery.ts';
import type { CostQuestion } from '#shared/costs/costQuestion.ts';
import { scopeOf } from '#shared/costs/identityScope.ts';
import type { Scope } from '#shared/costs/tallyCosts.ts';
import type { Identity } from '#shared/domain/access.ts';
import { NotFoundError } from '#shared/domain/errors.ts';
import type { Window } from '#shared/domain/window.ts';
import type { Figure, FigureCell } from '#shared/explain/gatherFigure.ts';
import { readFigure } from '#shared/explain/readFigure.ts';
import type { ApiDeps } from './deps.ts';
import type { DepthCut } from './explainDepths.ts';
import { watchNames } from './namesIn.ts';
import { isWantedBy, rowLabel } from './toCostQuestion.ts';

/** A figure as it was read, how deep, and whose rows it is of. */
export type ReadExplained = DepthCut & { figure: Figure; cells: FigureCell[]; scope: Scope };

const isTooFine = (error: unknown): boolean =>
  error instanceof NotFoundError && error.code === 'ledger.too_fine';

/**
 * Reads a figure, of the rows that the asker may see, at the first of some depths that the ledger still has.
 * @throws NotFoundError when it has none of them, or nothing is found and the filter names what is nowhere.
 */
export const readExplained = async (
  question: Omit<CostQuestion, 'steps'>,
  view: QueryRead<typeof viewParams>['values'],
  { window, cuts }: { window: Window; cuts: readonly DepthCut[] },
  identity: Identity,
  deps: ApiDeps,
): Promise<ReadExplained> => {
  const scope = scopeOf(identity);
  const names = watchNames(view.filter, rowLabel, identity, deps);
  const isWanted = isWantedBy(view);
  const read = async ({ depth, children }: DepthCut): Promise<ReadExplained> => {
    const cells: FigureCell[] = [];
    const keep = depth === 'slot' ? (cell: FigureCell) => void cells.push(cell) : undefined;
    const own = {
      ...question,
      window,
      children,
      scope,
      isWanted: (row: Parameters<typeof isWanted>[0]) => {
        names.see(row);
        return isWanted(row);
      },
    };
    const figure = await readFigure(own, deps, keep);
    await names.refuseUnknown(figure.parts.length === 0);
    return { depth, children, figure, cells, scope };
  };
  const [first, ...others] = cuts;
  if (first === undefined) throw new RangeError('a window is cut in one way at least');
  let found = read(first);
  for (const next of others)
    found = found.catch((error: unknown) => {
      if (isTooFine(error)) return read(next);
      throw error;
    });
  return found;
};
