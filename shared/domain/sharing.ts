/**
 * How what a base component's copies hold comes to the base and its adapters: by their invocations; equally among the
 * adapters, when none of them had any; or not at all, when the invocations are not known: then it is all the base's.
 */
export const sharings = ['invocations', 'equally', 'unknown'] as const;
export type Sharing = (typeof sharings)[number];

/** What a row is shared from, and how; undefined for what a component that has no adapters holds itself. */
export type Shared = { base: string; by: Sharing };
