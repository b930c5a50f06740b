import * as z from 'zod';
import type { OutgoingEvent } from '#shared/bus/outgoingEvent.ts';
import type { BudgetState } from '#shared/domain/budgets/budgetState.ts';
import { formatInstant, type Instant } from '#shared/domain/time.ts';
import { noWatchState, type WatchState } from '#shared/domain/watches/watchState.ts';
import { budgetStateCodec } from './budgetStateCodec.ts';
import { instantCodec, mapCodec } from './codecs.ts';
import { deflatedJson, deflateJson } from './deflateJson.ts';
import { alertsKey, alertsSortKey, sentSortKey } from './keys.ts';
import { type Item, parseItem } from './parseItem.ts';
import { watchStateCodec } from './watchStateCodec.ts';

/** How the budgets of a group, or a watch, stand, and the events that are not known to have been sent. */
export type AlertGroup = {
  /** `team:search`, `finance`; `watch:idle capacity` */
  name: string;
  /** 0 where nothing is kept of it yet. */
  version: number;
  budgets: ReadonlyMap<string, BudgetState>;
  /** Of a group that is a watch's. */
  watch: WatchState;
  outbox: readonly OutgoingEvent[];
};

/** An event that was sent, and when it was made. */
export type SentEvent = { at: Instant; event: OutgoingEvent };

const code = 'ledger.bad_alerts';

/** A group of which nothing is kept yet. */
export const emptyGroup = (name: string): AlertGroup => ({
  name,
  version: 0,
  budgets: new Map(),
  watch: noWatchState,
  outbox: [],
});

/** Lists that zod may take. */
const mutable = ({ resources, ...rest }: OutgoingEvent) => ({ ...rest, resources: [...resources] });

const event = z.object({
  type: z.string(),
  time: instantCodec,
  resources: z.array(z.string()),
  detail: z.looseObject({ id: z.string() }),
});
const outbox = z.array(event);
const budgets = mapCodec(budgetStateCodec);

const groupItem = z.object({
  version: z.int().positive(),
  budgets: deflatedJson(budgets),
  watch: deflatedJson(watchStateCodec),
  outbox: deflatedJson(outbox),
});

const sentItem = z.object({ at: instantCodec, event: deflatedJson(event) });

export const toAlertItem = (group: AlertGroup) => ({
  pk: alertsKey(group.name),
  sk: alertsSortKey,
  version: group.version,
  budgets: deflateJson(z.encode(budgets, group.budgets)),
  watch: deflateJson(z.encode(watchStateCodec, group.watch)),
  outbox: deflateJson(z.encode(outbox, group.outbox.map(mutable))),
});

/** @throws BrokenDataError naming the item's key. */
export const parseAlertItem = (name: string, item: Item): AlertGroup => ({
  name,
  ...parseItem(groupItem, item, code),
});

/** One event, once however often it is kept. */
export const toSentItem = (name: string, { at, event: sent }: SentEvent) => ({
  pk: alertsKey(name),
  sk: sentSortKey(at, sent.detail.id),
  at: formatInstant(at),
  event: deflateJson(z.encode(event, mutable(sent))),
});

/** @throws BrokenDataError naming the item's key. */
export const parseSentItem = (item: Item): SentEvent => parseItem(sentItem, item, code);
