import type { ArchiveSpec } from '#local/template/archiveSpec.ts';
import type { BusEvent, TimedEvent } from './timedEvent.ts';

/** Keeps the events of buses that have an archive. */
export type Archives = {
  specs: readonly ArchiveSpec[];
  /** Keeps an event where an archive of its bus wants it. One that is replayed is not to be given here: it is there already. */
  keep(event: TimedEvent, bus: string): void;
  /** An archive's events by their own time, from `from` on and before `to` (epoch seconds), in its order. */
  find(archive: ArchiveSpec, range: { from: number; to: number }, now: number): BusEvent[];
};

const daySeconds = 86_400;

const timeOf = ({ time }: BusEvent): number => Date.parse(time) / 1000;

export const createArchives = (specs: readonly ArchiveSpec[]): Archives => {
  const kept = new Map(specs.map((spec) => [spec, [] as TimedEvent[]]));
  return {
    specs,
    keep: (event, bus) => {
      for (const [{ bus: own, pattern }, events] of kept)
        if (own.name === bus && (pattern === undefined || pattern(event.event))) events.push(event);
    },
    find: (archive, { from, to }, now) => {
      const { retentionDays } = archive;
      const oldest = retentionDays === 0 ? Number.NEGATIVE_INFINITY : now - retentionDays * daySeconds;
      return (kept.get(archive) ?? [])
        .filter(({ time, event }) => time >= oldest && timeOf(event) >= from && timeOf(event) < to)
        .map(({ event }) => event)
        .toSorted((a, b) => timeOf(a) - timeOf(b));
    },
  };
};
