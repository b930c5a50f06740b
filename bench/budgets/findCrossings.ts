import { type Money, money } from '#shared/domain/money.ts';
import { actualPercents, type PlannedBudget } from './planBudgets.ts';
import { crossingSlot, type Stretch } from './spendOverTime.ts';

/** A threshold of a budget in one of its periods. */
export type PlannedThreshold = { budget: string; periodFrom: number; key: string };

/** When a team's spend really came to a threshold. */
export type Crossing = PlannedThreshold & { slot: number };

const limitAt = (amount: Money, percent: number): Money => money((amount * BigInt(percent) + 99n) / 100n);

/** Every threshold of actual spend that is crossed in some periods, by the step functions alone, in order of time. */
export const findCrossings = (planned: readonly PlannedBudget[], stretches: readonly Stretch[]): Crossing[] =>
  planned
    .flatMap(({ name, amount, steps }) =>
      stretches.flatMap((stretch) =>
        actualPercents.flatMap((percent) => {
          const slot = crossingSlot(steps, limitAt(amount, percent), stretch);
          return slot === undefined
            ? []
            : [{ budget: name, periodFrom: stretch.from, key: `actual ${percent}%`, slot }];
        }),
      ),
    )
    .toSorted((a, b) => a.slot - b.slot);
