import { type Instant, instant } from '#shared/domain/time.ts';

/** SageMaker keeps milliseconds; whole seconds, rounded down, name an endpoint's life well enough. */
export const toInstant = (time: Date | undefined): Instant | undefined =>
  time && instant(Math.floor(time.getTime() / 1000));
