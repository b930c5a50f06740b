import { exactDollars } from '#cli/formatAmounts.ts';
import { plainText } from '#cli/plainText.ts';
import { wrapText } from '#cli/wrapText.ts';
import type { ExplainedPart } from '#shared/api/explainedFigure.ts';

const width = 110;

/** `component a, team red, on endpoint ep (ml.g6.12xlarge)`; `idle (unplaced), on endpoint ep (ml.g6.12xlarge)` */
const nameOf = ({ kind, reason, component, team, endpoint, instanceType }: ExplainedPart): string => {
  if (kind === 'rest') return 'everything else';
  const what =
    component == null
      ? [reason === undefined ? kind : `${kind} (${reason})`]
      : [`component ${component}`, ...(kind === 'allocated' ? [] : [kind])];
  return [
    ...what,
    ...(team == null ? [] : [`team ${team}`]),
    ...(endpoint == null ? [] : [`on endpoint ${endpoint} (${instanceType ?? 'of no one instance type'})`]),
  ].join(', ');
};

const costOf = ({ costUsd }: ExplainedPart): string =>
  costUsd === null ? 'unpriced' : exactDollars(costUsd);

/** How a part came to what it costs, and who pays for it and why. */
const renderPart = (part: ExplainedPart): string => {
  const texts = [
    ...part.formula.map(({ text }) => text),
    ...part.borne.map(({ text }) => text),
    part.why.text,
  ];
  return [
    `${costOf(part)}  ${plainText(nameOf(part))}`,
    ...texts.flatMap((text) =>
      wrapText(plainText(text), width).map((line, index) => `${index === 0 ? '  ' : '    '}${line}`),
    ),
  ].join('\n');
};

/** What a figure is the sum of, each with its calculation. */
export const renderParts = (parts: readonly ExplainedPart[]): string => parts.map(renderPart).join('\n\n');
