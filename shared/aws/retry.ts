/** How to wait between tries; handed in, so that tests neither wait nor guess. */
export type RetryTools = {
  sleep(milliseconds: number): Promise<void>;
  /** A number in [0, 1). */
  random(): number;
};

export const retryTools: RetryTools = {
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: Math.random,
};

/**
 * Tries `attempt` until `isDone` holds for what it gives, at most `tries` times, with full-jitter exponential backoff
 * between (a random share of 100, 200, 400 … ms).
 * @returns the last answer, done or not.
 */
export const retryUntil = async <Answer>(
  attempt: () => Promise<Answer>,
  isDone: (answer: Answer) => boolean,
  tools: RetryTools,
  tries = 4,
): Promise<Answer> => {
  for (let tried = 1; ; tried += 1) {
    const answer = await attempt();
    if (isDone(answer) || tried >= tries) return answer;
    await tools.sleep(tools.random() * 100 * 2 ** (tried - 1));
  }
};
