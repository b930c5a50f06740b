import { countText, unitCount, unitSecondsText, usdText } from '#shared/domain/amountText.ts';
import type { BorneShare } from '#shared/domain/explainBorne.ts';
import { money, roundTogether } from '#shared/domain/money.ts';
import type { SharingPolicy } from '#shared/domain/shareIdle.ts';
import type { UnitKind } from '#shared/domain/unit.ts';
import type { PartBorne } from './gatherParts.ts';

const overText = ({ over }: SharingPolicy): string =>
  over === 'endpoint' ? 'on its endpoint' : 'on all endpoints';

const policyText = (policy: SharingPolicy): string => {
  switch (policy.kind) {
    case 'share':
      return 'in proportion to what each holds';
    case 'even':
      return 'in equal parts';
    case 'weights':
      return 'in parts by weight';
  }
};

/** `, 3 of 4 parts by weight, and of those what 3,600 of 7,200 GPU-seconds are` */
const proportionText = ({ policy, parts, own, held }: BorneShare, unit: UnitKind): string => {
  const seconds = `${countText(unitCount(unit, own))} of ${unitSecondsText(unit, held)}`;
  switch (policy.kind) {
    case 'share':
      return `in proportion to what is held: ${seconds}`;
    case 'even':
      return `${parts.own} of ${parts.all} equal parts, and of that part what ${seconds} are`;
    case 'weights':
      return `${parts.own} of ${parts.all} parts by weight, and of those what ${seconds} are`;
  }
};

const byText = (rules: ReadonlySet<string>): string =>
  rules.size === 0 ? '' : `, by payer rule ${[...rules].map((name) => JSON.stringify(name)).join(', ')}`;

/**
 * How a part of a figure came to what it bears, in words.
 * @param printed what it bears, in nano-dollars. @param isTeam for whom nothing of what others hold is told.
 */
export const tellBorne = (
  { share, rules, stretches }: PartBorne,
  unit: UnitKind,
  printed: bigint,
  isTeam: boolean,
): string => {
  const { policy, whole } = share;
  const bears = `bears ${usdText(printed)}`;
  if (isTeam) return `${bears} of what nobody holds ${overText(policy)}, shared ${policyText(policy)}`;
  const all = usdText(roundTogether([whole.cost ?? money(0n)]).total);
  const of = `${bears} of ${all} for ${unitSecondsText(unit, whole.unitSeconds)} that nobody held ${overText(policy)}`;
  if (stretches === 1) return `${of}, ${proportionText(share, unit)}${byText(rules)}`;
  return `${of}, ${policyText(policy)}, in each of ${stretches} stretches of time by itself, between which something changed that says who pays${byText(rules)}`;
};
