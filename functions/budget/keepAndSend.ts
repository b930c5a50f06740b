import { isDeepStrictEqual } from 'node:util';
import type { PutEvents } from '#shared/bus/createPutEvents.ts';
import type { AlertGroup } from '#shared/ledger/alertItem.ts';
import type { Alerts } from '#shared/ledger/createAlerts.ts';

export type KeepDeps = {
  alerts: Alerts;
  putEvents: PutEvents;
  /** Told of events that the bus, or the table, did not take for now: the next evaluation sends them. */
  onUnsent(group: string, error: unknown): void;
  /** Told of a group that could not be evaluated, or kept; the others are. */
  onFailed(group: string, error: unknown): void;
};

/** Sends what a group has to say, keeps it among what was sent, and marks it so last. */
const sendOutbox = async (group: AlertGroup, { alerts, putEvents }: KeepDeps): Promise<void> => {
  if (group.outbox.length === 0) return;
  await putEvents(group.outbox);
  await alerts.keepSent(
    group.name,
    group.outbox.map((event) => ({ at: event.time, event })),
  );
  await alerts.putGroup({ ...group, outbox: [] }, group.version);
};

/**
 * Keeps a group as it stands now, with the events that it has to send, then sends them, then marks them as sent. Whoever crashes in
 * between leaves the same events with the same ids to the next evaluation, so that each is sent once at least.
 * @returns whether everything is sent.
 * @throws ConflictError when the group is not as it was read any more: then nothing is sent.
 */
export const keepAndSend = async (
  before: AlertGroup,
  after: AlertGroup,
  deps: KeepDeps,
): Promise<boolean> => {
  const isSame = isDeepStrictEqual(before, after);
  if (!isSame) await deps.alerts.putGroup(after, before.version);
  try {
    await sendOutbox(isSame ? before : { ...after, version: before.version + 1 }, deps);
    return true;
  } catch (error) {
    deps.onUnsent(before.name, error);
    return false;
  }
};
