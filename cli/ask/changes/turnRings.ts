/** An amount between two steps, so much above the lower one. */
export type Cell = { row: number; column: number; above: bigint };

const isOpen = ({ above }: Cell, step: bigint): boolean => above > 0n && above < step;

/** Without what stands alone in its row or its column: on no ring. */
const withoutEnds = (cells: readonly Cell[]): readonly Cell[] => {
  const has = (cell: Cell, along: 'row' | 'column') =>
    cells.some((each) => each !== cell && each[along] === cell[along]);
  const kept = cells.filter((cell) => has(cell, 'row') && has(cell, 'column'));
  return kept.length === cells.length ? kept : withoutEnds(kept);
};

/** Cells of which each stands in one column with the next, and that in one row with the one after it, round to the first. */
const findRing = (cells: readonly Cell[]): Cell[] | undefined => {
  const kept = withoutEnds(cells);
  const path = kept.slice(0, 1);
  for (let last = path[0]; last !== undefined; last = path.at(-1)) {
    const { row, column } = last;
    const isAlongColumn = path.length % 2 === 1;
    const next = kept.find(
      (each) => each !== last && (isAlongColumn ? each.column === column : each.row === row),
    );
    if (next === undefined) return undefined;
    const start = path.findIndex(
      (each, index) =>
        index % 2 !== path.length % 2 &&
        (isAlongColumn ? each.row === next.row : each.column === next.column),
    );
    if (start >= 0) return [...path.slice(start), next];
    path.push(next);
  }
  return undefined;
};

const least = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => (b < a ? b : a));

/** Raises every other cell of a ring and lowers those between, until one is at a step: no row and no column comes to another sum. */
const turnRing = (ring: readonly Cell[], step: bigint): void => {
  const room = (isEven: boolean) =>
    least(ring.map(({ above }, index) => ((index % 2 === 0) === isEven ? step - above : above)));
  const [up, down] = [room(true), room(false)];
  const move = up <= down ? up : -down;
  ring.forEach((cell, index) => {
    cell.above += index % 2 === 0 ? move : -move;
  });
};

/**
 * Moves the cells of a table, each of whose rows and columns comes to whole steps, until every one is at a step, and no row and no
 * column comes to another sum. Each goes to one of the two steps that it lies between.
 *
 * Wherever cells lie between two steps, there are at least two such in the same row and in the same column; so they lie on rings,
 * round which they can be moved until one is at a step, and then the next.
 */
export const turnRings = (rows: readonly (readonly Cell[])[], step: bigint): void => {
  let open: Cell[] = [];
  for (const row of rows) {
    open.push(...row.filter((cell) => isOpen(cell, step)));
    for (let ring = findRing(open); ring !== undefined; ring = findRing(open)) {
      turnRing(ring, step);
      open = open.filter((cell) => isOpen(cell, step));
    }
  }
};
