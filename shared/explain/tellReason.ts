import type { OwnerSpan } from '#shared/domain/ownerSpans.ts';
import type { Payable } from '#shared/domain/payers.ts';
import { formatInstant } from '#shared/domain/time.ts';
import type { Window } from '#shared/domain/window.ts';
import type { Reason } from './findReasons.ts';
import type { Payment } from './gatherParts.ts';
import type { TracedRow } from './settleSegment.ts';

/** Who is told: whoever sees all, with the names of rules; or a team, in words that name nothing of others. */
export type Telling = { isTeam: boolean; ownersVersion: number; window: Window };

const namedText = (rule: string, { ownersVersion }: Telling): string =>
  ownersVersion === 0
    ? `${JSON.stringify(rule)}, which holds while no owners document is given`
    : `${JSON.stringify(rule)} of owners document ${ownersVersion}`;

const payableText = (payable: Payable): string => {
  switch (payable) {
    case 'unknown':
      return 'capacity that no sample vouches for';
    case 'unpriced':
      return 'what has no price';
    case 'unowned':
      return 'what no rule gives an owner';
    default:
      return `idle capacity (${payable})`;
  }
};

const spanText = ({ from, to }: Window, { window }: Telling): string =>
  from <= window.from && to >= window.to ? '' : `, from ${formatInstant(from)} to ${formatInstant(to)}`;

const ownText: Readonly<Record<OwnerSpan['by'], string>> = {
  tag: 'a tag names the team',
  team: 'a rule of the owners document gives it to the team',
  shares: 'it is the team’s fixed part of what several share, by a rule of the owners document',
};

const ownerText = (spans: readonly OwnerSpan[], telling: Telling): string => {
  if (telling.isTeam) return [...new Set(spans.map(({ by }) => ownText[by]))].join('; ');
  const texts = spans.map((span) => {
    const { own, all } = span.parts;
    const part = own === all ? '' : `, ${own} of ${all} parts`;
    return `rule ${namedText(span.rule, telling)}${part}${spanText(span, telling)}`;
  });
  return texts.join('; ');
};

const ruleText = ({ rule }: Payment, telling: Telling): string => {
  if (rule === undefined) return 'where no payer rule says otherwise';
  return telling.isTeam
    ? 'by a payer rule of the owners document'
    : `by payer rule ${namedText(rule, telling)}`;
};

const payerText = (payment: Payment, team: string, telling: Telling): string => {
  const what = payableText(payment.payable);
  return payment.payer?.kind === 'endpointOwner'
    ? `team ${team} owns the endpoint, and its owner pays for ${what} ${ruleText(payment, telling)}`
    : `team ${team} pays for ${what} ${ruleText(payment, telling)}`;
};

const nobodyText = (payment: Payment, telling: Telling): string => {
  const { payable, payer } = payment;
  const what = payableText(payable);
  switch (payer?.kind) {
    case undefined:
      return `no payer rule says who pays for ${what}`;
    case 'endpointOwner':
      return `the endpoint has no one owner, who would pay for ${what} ${ruleText(payment, telling)}`;
    case 'team':
      return `team ${payer.team}, which would pay for ${what} ${ruleText(payment, telling)}, is no team then`;
    default:
      return `${what} is shared ${ruleText(payment, telling)}, but has no price, or nobody is there to bear it`;
  }
};

const policyText = ({ kind, cost }: TracedRow): string => {
  switch (kind) {
    case 'allocated':
      return 'no rule of the owners document gives it an owner';
    case 'idle':
      return cost === undefined
        ? 'it has no price, and what has none is not shared'
        : 'idle capacity that is not shared: shareIdle leaves it by itself, or nobody is there to bear it';
    default:
      return 'shareIdle is about idle capacity; this is what no sample vouches for';
  }
};

/** Why a part of a figure is on whom it is on, in words. */
export const tellReason = (reason: Reason, row: TracedRow, telling: Telling): string => {
  const team = row.team ?? '';
  const { ownersVersion } = telling;
  switch (reason.kind) {
    case 'owner':
      return `team ${team} owns it: ${ownerText(reason.spans, telling)}`;
    case 'stored':
      return telling.isTeam
        ? `team ${team} owned it when it was stored`
        : `team ${team} owned it when it was stored, by owners document ${reason.versions.join(', ')}; the one in force (${ownersVersion}) does not say so of this time`;
    case 'payer':
      return reason.payments.map((each) => payerText(each, team, telling)).join('; ');
    case 'nobody':
      return reason.payments.map((each) => nobodyText(each, telling)).join('; ');
    case 'policy':
      return policyText(row);
    case 'variance':
      return 'what is paid beyond what is charged: it is on no team';
  }
};

/** Names of the rules that a reason rests on. */
export const rulesOfReason = (reason: Reason): string[] => {
  if (reason.kind === 'owner') return [...new Set(reason.spans.map(({ rule }) => rule))];
  if (reason.kind !== 'payer' && reason.kind !== 'nobody') return [];
  return [...new Set(reason.payments.flatMap(({ rule }) => rule ?? []))];
};
