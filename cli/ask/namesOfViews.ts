import type { View } from './view.ts';

/** The commands' names that views have chosen, by the operation's id. */
export const namesOfViews = (views: readonly View[]): ReadonlyMap<string, string> =>
  new Map(
    views.flatMap(({ operation, name }) => (name === undefined ? [] : [[operation.id, name] as const])),
  );
