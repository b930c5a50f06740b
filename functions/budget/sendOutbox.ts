import type { PutEvents } from '#shared/bus/createPutEvents.ts';
import type { AlertGroup } from '#shared/ledger/alertItem.ts';
import type { Alerts } from '#shared/ledger/createAlerts.ts';

export type SendDeps = { alerts: Alerts; putEvents: PutEvents };

/**
 * Sends what a group's state has to be sent, keeps it among what was sent, and then marks it so: whoever crashes in between leaves
 * the same events with the same ids to the next evaluation.
 * @returns the group as it then stands.
 * @throws what the bus or the table throws: then nothing is marked.
 */
export const sendOutbox = async (group: AlertGroup, { alerts, putEvents }: SendDeps): Promise<AlertGroup> => {
  if (group.outbox.length === 0) return group;
  await putEvents(group.outbox);
  await alerts.keepSent(
    group.name,
    group.outbox.map((event) => ({ at: event.time, event })),
  );
  await alerts.putGroup({ ...group, outbox: [] }, group.version);
  return { ...group, version: group.version + 1, outbox: [] };
};
