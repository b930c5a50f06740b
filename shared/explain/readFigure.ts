import type { CostDeps } from '#shared/costs/costQuestion.ts';
import { readSegments } from '#shared/costs/readCosts.ts';
import { createFigure, type Figure, type FigureCell, type FigureQuestion } from './gatherFigure.ts';

/**
 * Reads a question's total with all that it rests on: the rows that it is the sum of, the prices, and what it comes to in each part of
 * its window.
 *
 * Laws: the parts are the rows whose sum `readCosts` gives for the same question, and so are the children, both to the last ledger unit.
 *
 * @param onCell is told what each row has of each pool in each part of the window.
 * @throws NotFoundError when a part cuts an hour whose buckets have expired.
 */
export const readFigure = async (
  question: FigureQuestion,
  deps: CostDeps,
  onCell: (cell: FigureCell) => void = () => {},
): Promise<Figure> => {
  const { document: owners } = await deps.owners.readInForce();
  const { children, scope: _, isWanted: __, window, ...rest } = question;
  const figure = createFigure(question, owners, onCell);
  const cuts = children.slice(1).map(({ from }) => from);
  await readSegments({ ...rest, steps: [window], cuts }, deps, figure.add);
  return figure.all();
};
