import type { Contacts } from '#shared/alerts/contacts.ts';
import type { Links } from '#shared/alerts/links.ts';
import type { CostDeps } from '#shared/costs/costQuestion.ts';
import { isTagLabel, tagKeyOf } from '#shared/domain/aggregate.ts';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import type { BudgetState } from '#shared/domain/budgets/budgetState.ts';
import type { BudgetsDocument } from '#shared/domain/budgets/budgetsDocument.ts';
import { carryState } from '#shared/domain/budgets/carryState.ts';
import type { Owners } from '#shared/domain/owners.ts';
import type { Rates, RatesInForce } from '#shared/domain/rates.ts';
import { after, bucketSeconds, floorTo, type Instant, latest } from '#shared/domain/time.ts';
import type { AlertGroup } from '#shared/ledger/alertItem.ts';
import type { EndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import type { Settings } from '#shared/ledger/createSettings.ts';
import type { Forecasts } from './createForecasts.ts';
import type { Histories } from './createHistories.ts';
import type { History, HistoryView } from './createHistory.ts';
import type { KeepDeps } from './keepAndSend.ts';
import { type Progress, readProgress } from './readProgress.ts';
import type { ReadContext } from './toFigures.ts';

export type AlertDeps = CostDeps &
  KeepDeps & {
    records: Pick<EndpointRecords, 'read' | 'readAll' | 'listOpen'>;
    owners: Pick<Settings<Owners>, 'readInForce' | 'readApplied'>;
    rates: Pick<Settings<Rates>, 'readInForce'>;
    budgets: Pick<Settings<BudgetsDocument>, 'readInForce'>;
    histories: Histories;
    forecasts: Forecasts;
    links: Links;
  };

export type AlertInput = {
  /** `123456789012#us-east-1` */
  account: string;
  /** The event's time: what is collected by then is looked at. */
  eventTime: Instant;
};

/** What holds for all that one evaluation looks at. */
export type Situation = AlertInput & {
  document: BudgetsDocument;
  /** Of the document. */
  documentVersion: number;
  context: Omit<ReadContext, 'steps' | 'settledThrough'>;
  progress: Progress;
  contacts: Contacts;
  rates: RatesInForce;
};

/** When it is, and up to where anything is read. */
const timesOf = (at: Instant) => ({ at, seenThrough: floorTo(at, bucketSeconds) });

export const readSituation = async (input: AlertInput, deps: AlertDeps): Promise<Situation> => {
  const { document, version: documentVersion } = await deps.budgets.readInForce();
  // Before the figures: what is stored by then follows this version at least.
  const applied = await deps.owners.readApplied();
  const owners = await deps.owners.readInForce();
  const rates = await deps.rates.readInForce();
  const progress = await readProgress(input.account, deps);
  const contactOf = new Map(owners.document.teams.map(({ code, contact }) => [code, contact]));
  return {
    ...input,
    document,
    documentVersion,
    context: {
      ...timesOf(input.eventTime),
      owners: { version: owners.version, applied },
    },
    progress,
    contacts: { finance: document.finance, ofTeam: (code) => contactOf.get(code) },
    rates,
  };
};

/**
 * The situation by the document that is in force after states were read: what wrote them may have known a newer one, and by an older
 * one they would be begun anew, and told again.
 * @returns the same where it is by that already.
 */
export const bringUpToDate = async (situation: Situation, deps: AlertDeps): Promise<Situation> => {
  const { version } = await deps.budgets.readInForce();
  if (version === situation.documentVersion) return situation;
  const { account, eventTime } = situation;
  return readSituation({ account, eventTime }, deps);
};

/** Whether a budget, or a threshold of it, is judged anew after a change at the very time at which it was judged before the change. */
const isJudgedAgain = (budget: Budget, state: BudgetState | undefined, now: Instant): boolean =>
  state?.evaluatedAt === now &&
  carryState(budget, state, now).periods.some(({ thresholds }) =>
    [...thresholds.values()].some((each) => each.state === 'armed' && !each.isJudged),
  );

/**
 * The situation at the latest time at which anything in states was evaluated: what asks for an evaluation may come late, and tells of
 * what was collected since all the same. Where something is judged anew, a second after it: a crossing is known by its time.
 */
export const catchUp = (situation: Situation, groups: readonly AlertGroup[]): Situation => {
  const states = new Map(groups.flatMap(({ budgets }) => [...budgets]));
  const known = latest(situation.eventTime, ...[...states.values()].map(({ evaluatedAt }) => evaluatedAt));
  const { budgets } = situation.document;
  const isAgain = budgets.some((budget) => isJudgedAgain(budget, states.get(budget.name), known));
  const eventTime = isAgain ? after(known, 1) : known;
  return { ...situation, eventTime, context: { ...situation.context, ...timesOf(eventTime) } };
};

/** Tags that scopes name: rows of a history have them, too. */
const tagsOf = ({ budgets }: BudgetsDocument): string[] => {
  const labels = budgets.flatMap(({ scope }) => [...scope.keys()]);
  return [...new Set(labels.filter(isTagLabel).map(tagKeyOf))].toSorted();
};

/** What was spent hour by hour, counted as a budget counts it. */
export const readHistory = (
  { rate, idle, basis }: HistoryView,
  { account, progress, context, document, rates }: Situation,
  { histories }: Pick<AlertDeps, 'histories'>,
): Promise<History> => {
  const { seenThrough, owners } = context;
  const version = { owners: owners.applied, rates: rates.version, tags: tagsOf(document) };
  return histories({ rate, idle, basis }, { account, progress, seenThrough, version });
};
