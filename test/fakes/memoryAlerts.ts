import { ConflictError } from '#shared/domain/errors.ts';
import { type AlertGroup, emptyGroup, type SentEvent } from '#shared/ledger/alertItem.ts';
import type { Alerts } from '#shared/ledger/createAlerts.ts';

/** A fake of the alerts' table that keeps what it was given, and how often groups were put. */
export const createMemoryAlerts = (): Alerts & { puts: number } => {
  const groups = new Map<string, AlertGroup>();
  const sent = new Map<string, Map<string, SentEvent>>();
  const alerts: Alerts & { puts: number } = {
    puts: 0,
    readGroups: async (names) => names.map((name) => groups.get(name) ?? emptyGroup(name)),
    putGroup: async (group, replaces) => {
      if ((groups.get(group.name)?.version ?? 0) !== replaces)
        throw new ConflictError('ledger.conflict', `${group.name} has been written since it was read`);
      groups.set(group.name, { ...group, version: replaces + 1 });
      alerts.puts += 1;
    },
    listSent: async (name, { from, to }) =>
      [...(sent.get(name)?.values() ?? [])]
        .filter(({ at }) => from <= at && at < to)
        .toSorted((a, b) => a.at - b.at || (a.event.detail.id < b.event.detail.id ? -1 : 1)),
    keepSent: async (name, events) => {
      const kept = sent.get(name) ?? new Map<string, SentEvent>();
      for (const each of events) kept.set(`${each.at} ${each.event.detail.id}`, each);
      sent.set(name, kept);
    },
  };
  return alerts;
};
