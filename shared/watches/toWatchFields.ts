import { formatSteps } from '#shared/domain/money.ts';
import { formatStep } from '#shared/domain/step.ts';
import type { Watch } from '#shared/domain/watches/watch.ts';

const durationText = (seconds: number): string => formatStep({ kind: 'fixed', seconds });

/** Nano-dollars as dollars, with no more places than they need. */
const dollarsText = (nano: bigint): string => formatSteps(nano, 9).replace(/(\.\d\d\d*?)0+$/, '$1');

const matchOf = (match: Readonly<Record<string, string | undefined>>) => {
  const given = Object.entries(match).filter(([, pattern]) => pattern !== undefined);
  return given.length === 0 ? {} : { match: Object.fromEntries(given) };
};

/** What only a kind of watch has. */
const ownFields = (watch: Watch) => {
  switch (watch.kind) {
    case 'spend':
      return {
        of: watch.of,
        percentAbove: watch.percentAbove,
        dollarsPerHour: dollarsText(watch.aboveBy),
      };
    case 'idle':
      return { dollarsPerHour: dollarsText(watch.above) };
    case 'freeAccelerators':
      return { below: watch.below };
    case 'deployment':
      return {};
    case 'collection':
      return { lagMinutes: watch.lag / 60, completenessBelow: watch.completenessBelow };
  }
};

/** A watch as the file has it. Law: `watchSchema` reads it back as the same. */
export const toWatchFields = (watch: Watch) => ({
  name: watch.name,
  watch: watch.kind,
  ...matchOf(watch.match),
  ...ownFields(watch),
  for: durationText(watch.lasting),
  ...(watch.recipients === undefined ? {} : { recipients: watch.recipients }),
  ...(watch.isArchived ? { archived: true } : {}),
});
