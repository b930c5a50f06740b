/**
 * Whether an AWS error refuses the request as such (permission, validation, no such thing), so that neither another
 * try nor a later run would mend it. Throttling, 5xx, time-outs and cut connections are not refusals.
 */
export const isRefusal = (error: unknown): boolean => {
  if (!(error instanceof Error) || !('$fault' in error) || error.$fault !== 'client') return false;
  const isMarkedRetryable = '$retryable' in error && error.$retryable !== undefined;
  return !isMarkedRetryable && !/throttl|limitexceeded|timeout|skew|toomanyrequests/i.test(error.name);
};
