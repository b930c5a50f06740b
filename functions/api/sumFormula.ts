import type { ArrangedLine } from '#shared/costs/arrangeLines.ts';
import { countText, usdText } from '#shared/domain/amountText.ts';
import type { RoundedLine } from '#shared/domain/roundLines.ts';

/** Nobody reads a longer sum. */
const mostTerms = 12;

/** `component a, team red`; `idle, unplaced` */
const nameOf = ({ line, isRest }: ArrangedLine): string => {
  if (isRest) return 'all other parts';
  const { labels, kind, reason } = line;
  const held = (['component', 'model'] as const).flatMap((label) => {
    const name = labels.get(label);
    return name === undefined ? [] : [`${label} ${name}`];
  });
  const what = held.length === 0 ? [kind, reason] : held.slice(0, 1);
  const team = labels.get('team');
  return [...what, team && `team ${team}`].filter((each) => each !== undefined).join(', ');
};

/**
 * The parts of a figure, added up: `$10.000000000 (component a, team red) + $4.380000000 (idle, unplaced, team red) = $14.380000000`.
 * @param lines as they are printed, in the same order as `arranged`.
 */
export const sumFormula = (
  arranged: readonly ArrangedLine[],
  lines: readonly RoundedLine[],
  total: bigint,
): string => {
  const terms = arranged.flatMap((each, index) => {
    const cost = lines[index]?.cost;
    return cost === undefined ? [] : [{ cost, name: nameOf(each) }];
  });
  const told = terms.slice(0, mostTerms).map(({ cost, name }) => `${usdText(cost)} (${name})`);
  const others = terms.slice(mostTerms);
  const rest = others.reduce((sum, { cost }) => sum + cost, 0n);
  const more = others.length === 0 ? [] : [`${usdText(rest)} (${countText(others.length)} more parts)`];
  const sum = [...told, ...more].join(' + ');
  const unpriced = lines.length - terms.length;
  const without =
    unpriced === 0
      ? ''
      : `; ${countText(unpriced)} part${unpriced === 1 ? ' has' : 's have'} no price and no cost`;
  return `${sum === '' ? 'nothing' : sum} = ${usdText(total)}${without}`;
};
