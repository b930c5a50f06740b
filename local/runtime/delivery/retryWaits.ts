/** Eight minutes: so the 185 tries that EventBridge makes at most are done in a little less than its 24 hours. */
const longestWait = 480;

/**
 * EventBridge's waits: twice as long each time, from a second to eight minutes, for so many retries and so many seconds since the
 * event came. AWS says "exponential back off and jitter" and no figures; here is no jitter, so that every run is the same.
 */
export const eventBridgeWaits =
  ({ attempts, seconds }: { attempts: number; seconds: number }, since: number) =>
  (retry: number, now: number): number | undefined => {
    const wait = Math.min(2 ** (retry - 1), longestWait);
    return retry > attempts || now + wait - since > seconds ? undefined : wait;
  };

/** SNS's own for HTTP servers, unless a delivery policy says otherwise: three retries, 20 seconds apart. */
export const snsWaits = (retry: number): number | undefined => (retry > 3 ? undefined : 20);
