import type { Contacts } from '#shared/alerts/contacts.ts';
import type { Links } from '#shared/alerts/links.ts';
import type { CostDeps } from '#shared/costs/costQuestion.ts';
import { isTagLabel, tagKeyOf } from '#shared/domain/aggregate.ts';
import type { BudgetsDocument } from '#shared/domain/budgets/budgetsDocument.ts';
import type { Owners } from '#shared/domain/owners.ts';
import type { Rates, RatesInForce } from '#shared/domain/rates.ts';
import { bucketSeconds, floorTo, type Instant } from '#shared/domain/time.ts';
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
  context: Omit<ReadContext, 'steps'>;
  progress: Progress;
  contacts: Contacts;
  rates: RatesInForce;
};

export const readSituation = async (input: AlertInput, deps: AlertDeps): Promise<Situation> => {
  const { document } = await deps.budgets.readInForce();
  // Before the figures: what is stored by then follows this version at least.
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
    contacts: { finance: document.finance, ofTeam: (code) => contactOf.get(code) },
    rates,
  };
};

/** Tags that scopes name: rows of a history have them, too. */
const tagsOf = ({ budgets }: BudgetsDocument): string[] => {
  const labels = budgets.flatMap(({ scope }) => [...scope.keys()]);
  return [...new Set(labels.filter(isTagLabel).map(tagKeyOf))].toSorted();
};

/** What was spent hour by hour, counted as a budget counts it. */
export const readHistory = (
  { rate, idle, basis }: HistoryView,
  { account, progress, context, document }: Situation,
  { histories }: Pick<AlertDeps, 'histories'>,
): Promise<History> => {
  const { seenThrough, owners, ratesVersion } = context;
  const version = { owners: owners.applied, rates: ratesVersion, tags: tagsOf(document) };
  return histories({ rate, idle, basis }, { account, progress, seenThrough, version });
};
