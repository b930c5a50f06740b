import type { Rate } from '#shared/domain/money.ts';

/** Patterns of `matchesPattern` for names; all that are given must match. */
export type EndpointMatch = { endpoint: string | undefined };
export type SpendMatch = EndpointMatch & { component: string | undefined; team: string | undefined };

type Common = {
  /** What events and states call it; its own. */
  name: string;
  /** How long, in seconds, something must hold before people are told. */
  lasting: number;
  /** Whom to tell; undefined for those whom a budget of the same scope would tell. */
  recipients: readonly string[] | undefined;
  /** It is kept for what it was, and looks at nothing any more. */
  isArchived: boolean;
};

/** Spend an hour far above what is usual at its hour, by so many percent and at least so many dollars an hour more. */
export type SpendWatch = Common & {
  kind: 'spend';
  of: 'component' | 'team';
  match: SpendMatch;
  percentAbove: number;
  aboveBy: Rate;
};

/** Idle capacity that costs more than this an hour; what is idle in a deployment is left to the watch for those. */
export type IdleWatch = Common & { kind: 'idle'; match: EndpointMatch; above: Rate };

/** Fewer free accelerators, which a copy could take at once, than this. */
export type FreeAcceleratorsWatch = Common & {
  kind: 'freeAccelerators';
  match: EndpointMatch;
  below: number;
};

/** An old and a new fleet side by side. */
export type DeploymentWatch = Common & { kind: 'deployment'; match: EndpointMatch };

/** Collection that lags by more than so many seconds, or sees less than this share of what it expects: alerts are blind then. */
export type CollectionWatch = Common & {
  kind: 'collection';
  match: EndpointMatch;
  lag: number;
  completenessBelow: number;
};

/** What is told to people when it lasts, whatever the budgets say. */
export type Watch = SpendWatch | IdleWatch | FreeAcceleratorsWatch | DeploymentWatch | CollectionWatch;

export const watchKinds = ['spend', 'idle', 'freeAccelerators', 'deployment', 'collection'] as const;
export type WatchKind = (typeof watchKinds)[number];
