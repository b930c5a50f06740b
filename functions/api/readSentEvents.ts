import * as z from 'zod';
import type { BudgetEvent } from '#shared/api/budgetOperations.ts';
import { alertGroupOf } from '#shared/domain/budgets/alertGroupOf.ts';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import { after, bucketSeconds, floorTo, formatInstant, type Instant, latest } from '#shared/domain/time.ts';
import type { Window } from '#shared/domain/window.ts';
import type { Alerts } from '#shared/ledger/createAlerts.ts';

/** What is looked at of an event that was sent of budgets. */
const detailSchema = z.looseObject({
  id: z.string(),
  budgets: z.array(z.looseObject({ name: z.string() })),
  message: z.looseObject({ subject: z.string(), text: z.string() }).optional(),
  recipients: z.array(z.string()).default([]),
});

/** A window ends with a bucket, and the last evaluation is of its very end: what it sent belongs to a window that goes up to now. */
const upTo = ({ to }: Window, now: Instant): Instant =>
  to >= floorTo(now, bucketSeconds) ? latest(to, after(now, 1)) : to;

/** The events that were sent of a budget in some time, in order of time: those of its group that name it. */
export const readSentEvents = async (
  budget: Budget,
  window: Window,
  now: Instant,
  { listSent }: Pick<Alerts, 'listSent'>,
): Promise<BudgetEvent[]> => {
  const sent = await listSent(alertGroupOf(budget), { from: window.from, to: upTo(window, now) });
  return sent.flatMap(({ at, event }) => {
    const { data: detail } = detailSchema.safeParse(event.detail);
    if (detail?.budgets.some(({ name }) => name === budget.name) !== true) return [];
    const { id, message, recipients } = detail;
    const told = { subject: message?.subject ?? null, text: message?.text ?? null };
    return [{ at: formatInstant(at), type: event.type, id, ...told, recipients }];
  });
};
