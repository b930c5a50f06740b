import type { Held } from './heldRows.ts';
import type { Invocations } from './invocations.ts';
import { noTraffic, type Traffic } from './traffic.ts';

/** What a component held, before its invocations are counted. */
export type HeldSeconds = Omit<Held, keyof Traffic>;

const trafficOf = ({ component, unitSeconds }: HeldSeconds, invocations: Invocations): Traffic => {
  const count = invocations.get(component);
  return { invocations: count ?? 0, uncounted: count === undefined ? unitSeconds : 0 };
};

/**
 * Gives what components held in a bucket their invocations. One that was called and held nothing is there with nothing, so
 * that no invocation is lost.
 * @param isCounting whether they are counted here: CloudWatch has them by component, and two pools may hold copies of it.
 * Law: where they are, the counts add up to `invocations`.
 */
export const countInvocations = (
  held: readonly HeldSeconds[],
  invocations: Invocations,
  modelOf: (component: string) => string | undefined,
  isCounting: boolean,
): Held[] => {
  if (!isCounting) return held.map((each) => ({ ...each, ...noTraffic }));
  const known = new Set(held.map(({ component }) => component));
  const others = [...invocations].filter(([component, count]) => count > 0 && !known.has(component));
  const nothing = { shared: undefined, unitSeconds: 0, used: 0, unmeasured: 0, uncounted: 0 };
  return [
    ...held.map((each) => ({ ...each, ...trafficOf(each, invocations) })),
    ...others.map(([component, count]) => {
      return { ...nothing, component, model: modelOf(component), invocations: count };
    }),
  ];
};
