import * as z from 'zod';
import type { OutgoingEvent } from '#shared/bus/outgoingEvent.ts';
import type { BudgetState } from '#shared/domain/budgets/budgetState.ts';
import { formatInstant, type Instant } from '#shared/domain/time.ts';
import { budgetStateCodec } from './budgetStateCodec.ts';
import { instantCodec, mapCodec } from './codecs.ts';
import { deflatedJson, deflateJson } from './deflateJson.ts';
import { alertsKey, alertsSortKey, sentSortKey } from './keys.ts';
import { type Item, parseItem } from './parseItem.ts';

/** How the budgets of a group stand, and the events that are not known to have been sent. */
export type AlertGroup = {
  /** `team:search`, `finance` */
  name: string;
  /** 0 where nothing is kept of it yet. */
  version: number;
  budgets: ReadonlyMap<string, BudgetState>;
  outbox: readonly OutgoingEvent[];
};

/** An event that was sent, and when it was made. */
export type SentEvent = { at: Instant; event: OutgoingEvent };

const code = 'ledger.bad_alerts';

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
  outbox: deflatedJson(outbox),
});

const sentItem = z.object({ at: instantCodec, event: deflatedJson(event) });

export const toAlertItem = (group: AlertGroup) => ({
  pk: alertsKey(group.name),
  sk: alertsSortKey,
  version: group.version,
  budgets: deflateJson(z.encode(budgets, group.budgets)),
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
