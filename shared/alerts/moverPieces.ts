import { dollarsText } from '#shared/domain/budgets/dollarsText.ts';
import { changeText, durationText } from './figureText.ts';
import { fact, item, type Piece } from './message.ts';
import type { TopMover, TopMovers } from './topMovers.ts';

/** No more are told in a message. */
const mostShown = 3;

const nameOf = ({ component, endpoint }: TopMover): string => {
  const name = component ?? 'idle and unknown capacity';
  return endpoint === undefined ? name : `${name} on ${endpoint}`;
};

const moverText = (mover: TopMover): string => {
  const change = mover.change === 0n ? 'unchanged' : changeText(mover.change);
  return `${nameOf(mover)}: ${dollarsText(mover.spent)} (${change})`;
};

const spanText = ({ window: { from, to } }: TopMovers): string => durationText(to - from);

/** What moved most, one after the other; nothing where nothing did. */
export const moverPieces = (moved: TopMovers | undefined): Piece[] => {
  if (moved === undefined || moved.movers.length === 0) return [];
  const span = spanText(moved);
  return [
    fact(`What moved: spent in ${span}, and change from the ${span} before`),
    ...moved.movers.slice(0, mostShown).map((each) => item(moverText(each))),
  ];
};

/** The same in short. */
export const moverSentence = (moved: TopMovers | undefined): string[] => {
  const [first] = moved?.movers ?? [];
  return moved === undefined || first === undefined
    ? []
    : [`What moved in ${spanText(moved)}: ${moverText(first)}`];
};
