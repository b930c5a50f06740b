import { type Invocation, type InvocationTools, invoke, type Outcome } from './invocation.ts';

/** Lambda tries an asynchronous invocation twice more, a minute and two minutes later. */
const waits = [60, 120];

/**
 * Invokes a function as EventBridge does.
 * @param onEnd is told of each try; `isLast` when no other follows.
 */
export const invokeAsync = (
  tools: InvocationTools,
  limit: number,
  body: (invocation: Invocation) => Promise<unknown>,
  onEnd: (outcome: Outcome, error: unknown, isLast: boolean) => void,
): void => {
  const attempt = (left: readonly number[]): void =>
    invoke(tools, limit, body, (outcome, error) => {
      const [wait, ...rest] = left;
      onEnd(outcome, error, wait === undefined);
      if (outcome !== 'done' && wait !== undefined) tools.timeline.after(wait, () => attempt(rest));
    });
  attempt(waits);
};
