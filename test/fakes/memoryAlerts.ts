import { ConflictError } from '#shared/domain/errors.ts';
import {
  type AlertGroup,
  emptyGroup,
  parseAlertItem,
  parseSentItem,
  type SentEvent,
  toAlertItem,
  toSentItem,
} from '#shared/ledger/alertItem.ts';
import type { Alerts } from '#shared/ledger/createAlerts.ts';
import { atOnce, type Step } from './step.ts';

/** Alerts in memory that keep what the table would, as it would, and count how often groups were put. */
export type MemoryAlerts = Alerts & {
  puts: number;
  /** Every group of which anything is kept. */
  all(): AlertGroup[];
  /** Every event that was kept, of any group. */
  allSent(): SentEvent[];
  /** The same alerts, each of whose calls to the table is done by `step`. */
  through(step: Step): Alerts;
};

export const createMemoryAlerts = ({
  onPutGroup = () => {},
  isConditional = true,
}: {
  /** Told of each group that is put. */
  onPutGroup?: (group: AlertGroup) => void;
  /** False for a table that takes every put, whatever stands there. */
  isConditional?: boolean;
} = {}): MemoryAlerts => {
  const groups = new Map<string, ReturnType<typeof toAlertItem>>();
  const names = new Set<string>();
  const sent = new Map<string, Map<string, ReturnType<typeof toSentItem>>>();
  const read = (name: string): AlertGroup => {
    const item = groups.get(name);
    return item === undefined ? emptyGroup(name) : parseAlertItem(name, item);
  };
  const put = (group: AlertGroup, replaces: number): void => {
    if (isConditional && (groups.get(group.name)?.version ?? 0) !== replaces)
      throw new ConflictError('ledger.conflict', `${group.name} has been written since it was read`);
    groups.set(group.name, toAlertItem({ ...group, version: replaces + 1 }));
    alerts.puts += 1;
    onPutGroup({ ...group, version: replaces + 1 });
  };
  const keep = (name: string, event: SentEvent): void => {
    const kept = sent.get(name) ?? new Map();
    sent.set(name, kept);
    const item = toSentItem(name, event);
    kept.set(item.sk, item);
  };
  const inOrder = (name: string): SentEvent[] =>
    [...(sent.get(name)?.values() ?? [])].toSorted((a, b) => (a.sk < b.sk ? -1 : 1)).map(parseSentItem);
  const through = (step: Step): Alerts => ({
    readGroups: (names) => step('readGroups', () => names.map(read)),
    listGroups: () => step('listGroups', () => [...names].toSorted()),
    putGroup: async (group, replaces) => {
      if (replaces === 0) await step('putGroupName', () => names.add(group.name));
      await step('putGroup', () => put(group, replaces));
    },
    listSent: (name, { from, to }) =>
      step('listSent', () => inOrder(name).filter(({ at }) => from <= at && at < to)),
    keepSent: async (name, events) => {
      for (const each of events) await step('keepSent', () => keep(name, each));
    },
  });
  const alerts: MemoryAlerts = {
    puts: 0,
    all: () => [...groups.keys()].map(read),
    allSent: () => [...sent.keys()].flatMap(inOrder),
    through,
    ...through(atOnce),
  };
  return alerts;
};
