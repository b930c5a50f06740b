import { isDeepStrictEqual } from 'node:util';
import type { Contacts } from '#shared/alerts/contacts.ts';
import type { Links } from '#shared/alerts/links.ts';
import { toBudgetEvents } from '#shared/alerts/toBudgetEvents.ts';
import type { EvaluatedBudget, PeriodFacts } from '#shared/alerts/toldBudget.ts';
import type { CostDeps } from '#shared/costs/costQuestion.ts';
import { isTagLabel, tagKeyOf } from '#shared/domain/aggregate.ts';
import { alertGroupOf } from '#shared/domain/budgets/alertGroupOf.ts';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import type { BudgetFigures } from '#shared/domain/budgets/budgetFigures.ts';
import type { BudgetsDocument } from '#shared/domain/budgets/budgetsDocument.ts';
import { evaluateBudget } from '#shared/domain/budgets/evaluateBudget.ts';
import { periodsToEvaluate } from '#shared/domain/budgets/periodsToEvaluate.ts';
import type { Owners } from '#shared/domain/owners.ts';
import type { Rates, RatesInForce } from '#shared/domain/rates.ts';
import { bucketSeconds, earliest, floorTo, type Instant } from '#shared/domain/time.ts';
import type { AlertGroup } from '#shared/ledger/alertItem.ts';
import type { Settings } from '#shared/ledger/createSettings.ts';
import { retryConflicts } from '#shared/ledger/retryConflicts.ts';
import type { Forecasts } from './createForecasts.ts';
import type { Histories } from './createHistories.ts';
import type { HistoryView } from './createHistory.ts';
import { findMovers } from './findMovers.ts';
import { type Progress, readProgress } from './readProgress.ts';
import { readSpends, toSteps } from './readSpends.ts';
import { type SendDeps, sendOutbox } from './sendOutbox.ts';
import {
  edgesOf,
  type KnownFigures,
  type ReadContext,
  type Reading,
  toFigures,
  withForecast,
} from './toFigures.ts';

export type BudgetDeps = CostDeps &
  SendDeps & {
    owners: Pick<Settings<Owners>, 'readInForce' | 'readApplied'>;
    rates: Pick<Settings<Rates>, 'readInForce'>;
    budgets: Pick<Settings<BudgetsDocument>, 'readInForce'>;
    histories: Histories;
    forecasts: Forecasts;
    links: Links;
    /** Told of events that the bus, or the table, did not take for now: the next evaluation sends them. */
    onUnsent(group: string, error: unknown): void;
  };

export type BudgetCounts = {
  budgets: number;
  crossed: number;
  recovered: number;
  /** Events that were made. */
  events: number;
  /** Groups whose events are still to be sent. */
  unsent: number;
};

export type BudgetInput = {
  /** `123456789012#us-east-1` */
  account: string;
  /** The event's time: what is collected by then is looked at. */
  eventTime: Instant;
};

/** What holds for all budgets of one evaluation. */
type Situation = BudgetInput & {
  document: BudgetsDocument;
  context: Omit<ReadContext, 'steps'>;
  progress: Progress;
  contacts: Contacts;
  rates: RatesInForce;
};

const readSituation = async (input: BudgetInput, deps: BudgetDeps): Promise<Situation> => {
  const { document } = await deps.budgets.readInForce();
  // Before the figures: what is stored by then follows these versions at least.
  const applied = await deps.owners.readApplied();
  const owners = await deps.owners.readInForce();
  const rates = await deps.rates.readInForce();
  const progress = await readProgress(input.account, deps);
  const contactOf = new Map(owners.document.teams.map(({ code, contact }) => [code, contact]));
  return {
    ...input,
    document,
    context: {
      at: input.eventTime,
      seenThrough: floorTo(input.eventTime, bucketSeconds),
      owners: { version: owners.version, applied },
      ratesVersion: rates.version,
    },
    progress,
    rates,
    contacts: { finance: document.finance, ofTeam: (code) => contactOf.get(code) },
  };
};

const readingsOf = (budgets: readonly Budget[], groups: readonly AlertGroup[], now: Instant): Reading[] => {
  const states = new Map(groups.flatMap((group) => [...group.budgets]));
  return budgets.flatMap((budget) =>
    periodsToEvaluate(budget, states.get(budget.name), now).map(({ from, to, base }) => ({
      budget,
      range: { from, to },
      base,
    })),
  );
};

const hourSeconds = 3_600;

/** Whatever figures must be cut at: periods, what was seen last, look-backs, and hours up to where things have settled. */
const cutSteps = (readings: readonly Reading[], { context, progress }: Situation) => {
  const { seenThrough } = context;
  const own = readings.flatMap((reading) => edgesOf(reading, seenThrough));
  const [first = seenThrough, ...others] = own;
  const from = earliest(first, ...others);
  const settled = [seenThrough, ...progress.settledThrough.values()].map((time) =>
    floorTo(time, hourSeconds),
  );
  return toSteps([...own, ...settled.filter((edge) => edge > from), seenThrough]);
};

type Figured = { budget: Budget; figures: KnownFigures };

const readFigures = async (readings: readonly Reading[], situation: Situation, deps: BudgetDeps) => {
  const steps = cutSteps(readings, situation);
  const budgets = [...new Set(readings.map(({ budget }) => budget))];
  const spends = await readSpends(budgets, { account: situation.account, steps }, deps);
  return readings.flatMap((reading): Figured[] => {
    const spend = spends.get(reading.budget.name);
    if (spend === undefined) return [];
    return [{ budget: reading.budget, figures: toFigures(reading, spend, { ...situation.context, steps }) }];
  });
};

/** Tags that scopes name: rows of a history have them, too. */
const tagsOf = ({ budgets }: BudgetsDocument): string[] => {
  const labels = budgets.flatMap(({ scope }) => [...scope.keys()]);
  return [...new Set(labels.filter(isTagLabel).map(tagKeyOf))].toSorted();
};

const readHistory = (budget: HistoryView, situation: Situation, { histories }: BudgetDeps) => {
  const { account, progress, context, document } = situation;
  const version = {
    owners: context.owners.applied,
    rates: context.ratesVersion,
    tags: tagsOf(document),
  };
  return histories(budget, { account, progress, seenThrough: context.seenThrough, version });
};

const toFacts = async (
  { budget, figures }: Figured,
  situation: Situation,
  deps: BudgetDeps,
): Promise<PeriodFacts> => {
  const history = await readHistory(budget, situation, deps);
  const { period, settled } = figures;
  const { progress, rates } = situation;
  const forecast = deps.forecasts({ budget, period, settled, history, pools: progress.pools, rates });
  return { figures: withForecast(figures, forecast), forecast, movers: undefined, idleByReason: undefined };
};

/** What moved is told only where something is told. */
const withMovers = async (
  evaluated: EvaluatedBudget,
  situation: Situation,
  deps: BudgetDeps,
): Promise<EvaluatedBudget> => {
  const { budget, evaluation, periods } = evaluated;
  if (evaluation.crossed.length + evaluation.recovered.length === 0) return evaluated;
  const movers = findMovers(budget, await readHistory(budget, situation, deps));
  return { ...evaluated, periods: periods.map((facts) => ({ ...facts, movers })) };
};

type GroupOutcome = { group: AlertGroup; counts: Omit<BudgetCounts, 'unsent'> };

const evaluateGroup = async (
  group: AlertGroup,
  budgets: readonly Budget[],
  figured: readonly Figured[],
  situation: Situation,
  deps: BudgetDeps,
): Promise<GroupOutcome> => {
  const now = situation.eventTime;
  const states = new Map(group.budgets);
  const evaluated: EvaluatedBudget[] = [];
  for (const budget of budgets) {
    const own = figured.filter((each) => each.budget === budget);
    const periods = await Promise.all(own.map((each) => toFacts(each, situation, deps)));
    const figures = periods.map((facts) => facts.figures);
    const { state, crossed, recovered } = evaluateBudget(budget, states.get(budget.name), figures, now);
    states.set(budget.name, state);
    evaluated.push(
      await withMovers({ budget, evaluation: { crossed, recovered }, periods }, situation, deps),
    );
  }
  const { contacts } = situation;
  const events = toBudgetEvents({ group: group.name, evaluated, contacts, links: deps.links, now });
  const countOf = (kind: 'crossed' | 'recovered') =>
    evaluated.reduce((sum, { evaluation }) => sum + evaluation[kind].length, 0);
  return {
    group: { ...group, budgets: states, outbox: [...group.outbox, ...events] },
    counts: {
      budgets: budgets.length,
      crossed: countOf('crossed'),
      recovered: countOf('recovered'),
      events: events.length,
    },
  };
};

/** Keeps a group as it stands now, then sends what it has to say. */
const keepAndSend = async (before: AlertGroup, after: AlertGroup, deps: BudgetDeps): Promise<boolean> => {
  let group = before;
  if (!isDeepStrictEqual(before, after)) {
    await deps.alerts.putGroup(after, before.version);
    group = { ...after, version: before.version + 1 };
  }
  try {
    await sendOutbox(group, deps);
    return true;
  } catch (error) {
    deps.onUnsent(group.name, error);
    return false;
  }
};

/**
 * Evaluates every budget by what is collected by the event's time: where each of its thresholds stands, and what is to be told, which
 * is sent on the bus. A group's state is kept with the events to be sent, in one put, before they are sent, and marked afterwards:
 * every event goes out at least once and always with the same id.
 *
 * Law: done again with nothing new it changes nothing and tells nothing.
 * @throws ConflictError when other evaluations come between again and again.
 */
export const evaluateBudgets = async (input: BudgetInput, deps: BudgetDeps): Promise<BudgetCounts> => {
  const situation = await readSituation(input, deps);
  const byGroup = Map.groupBy(situation.document.budgets, alertGroupOf);
  const sum: BudgetCounts = { budgets: 0, crossed: 0, recovered: 0, events: 0, unsent: 0 };
  let left = [...byGroup.keys()];
  const evaluate = async (): Promise<void> => {
    const groups = await deps.alerts.readGroups(left);
    const budgets = left.flatMap((name) => byGroup.get(name) ?? []);
    const figured = await readFigures(readingsOf(budgets, groups, input.eventTime), situation, deps);
    for (const before of groups) {
      const own = byGroup.get(before.name) ?? [];
      const { group, counts } = await evaluateGroup(before, own, figured, situation, deps);
      if (!(await keepAndSend(before, group, deps))) sum.unsent += 1;
      for (const name of ['budgets', 'crossed', 'recovered', 'events'] as const) sum[name] += counts[name];
      left = left.filter((name) => name !== before.name);
    }
  };
  // Whoever comes between, another evaluation or a snooze, has changed what figures are told from: they are read anew.
  await retryConflicts(evaluate);
  return sum;
};
