import { createForecasts } from '#functions/budget/createForecasts.ts';
import { createHistories } from '#functions/budget/createHistories.ts';
import type { AlertDeps } from '#functions/budget/situation.ts';
import type { OutgoingEvent } from '#shared/bus/outgoingEvent.ts';
import type { BudgetsDocument } from '#shared/domain/budgets/budgetsDocument.ts';
import { ConflictError } from '#shared/domain/errors.ts';
import type { MemoryAlerts } from '#test/fakes/memoryAlerts.ts';
import type { MemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';
import type { MemoryLedger } from '#test/fakes/memoryLedger.ts';
import type { Step } from '#test/fakes/step.ts';
import type { Agreements } from './agreements.ts';
import type { DocumentHistory } from './documentHistory.ts';
import { createDocumentPorts } from './documentPorts.ts';
import { type InvocationTools, isOutage, outage } from './invocation.ts';
import type { Ownership } from './ownership.ts';

/** An event that the bus took, and when. */
export type TakenEvent = { time: number; event: OutgoingEvent };

export type EvaluationTools = InvocationTools & {
  ledger: MemoryLedger;
  records: MemoryEndpointRecords;
  alerts: MemoryAlerts;
  ownership: Ownership;
  agreements: Agreements;
  budgets: DocumentHistory<BudgetsDocument>;
  /** Every alert that the bus took, in order. */
  taken: TakenEvent[];
  /** Told of what kept events from being sent and is no fault of the plan's. */
  onUnsent(error: unknown): void;
  /** Replaces parts of the function by ones that do less than they should. */
  sabotage?: ((deps: AlertDeps) => AlertDeps) | undefined;
};

/** What `budget` is given, each of its calls to the outside done by `step`. */
export const createEvaluationDeps = (tools: EvaluationTools, step: Step): AlertDeps => {
  const { timeline, faults, random, taken } = tools;
  const owners = createDocumentPorts(tools.ownership, timeline, step);
  const costs = {
    ledger: tools.ledger.through(step),
    records: tools.records.through(step),
    owners: { readInForce: () => step('readOwners', () => tools.ownership.inForce(timeline.now())) },
  };
  const take = (event: OutgoingEvent): void => void taken.push({ time: timeline.now(), event });
  const deps: AlertDeps = {
    ...costs,
    owners: { ...owners, ...costs.owners },
    rates: { readInForce: () => step('readRates', () => tools.agreements.inForce(timeline.now())) },
    budgets: { readInForce: () => step('readBudgets', () => tools.budgets.inForce(timeline.now())) },
    alerts: tools.alerts.through(step),
    // In batches of ten: some may be sent when a later one is not; and of one batch only some entries may be taken.
    putEvents: async (given) => {
      for (let start = 0; start < given.length; start += 10)
        await step('putAlerts', () => {
          if (faults.isSkipped(timeline.now())) throw outage('putAlerts');
          const isRefused = faults.strikes('refusedEntries', timeline.now());
          for (const event of given.slice(start, start + 10))
            if (!isRefused || random.chance(0.5)) take(event);
          if (isRefused) throw outage('putAlerts');
        });
    },
    histories: createHistories(costs),
    forecasts: createForecasts(),
    links: { api: undefined },
    onUnsent: (_, error) => {
      if (!isOutage(error) && !(error instanceof ConflictError)) tools.onUnsent(error);
    },
    // Whoever was killed goes on with no other group.
    onFailed: (_, error) => {
      throw error;
    },
  };
  return tools.sabotage?.(deps) ?? deps;
};

/** A warm Lambda of `budget`: what it remembers from run to run, and one run at a time. */
export type EvaluationSandbox = { deps: AlertDeps; use(step: Step): void };

export const createEvaluationSandbox = (tools: EvaluationTools): EvaluationSandbox => {
  let current: Step | undefined;
  const step: Step = (operation, effect) =>
    current === undefined ? Promise.reject(new Error('no run')) : current(operation, effect);
  return {
    deps: createEvaluationDeps(tools, step),
    use: (given) => {
      current = given;
    },
  };
};
