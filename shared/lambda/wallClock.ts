import { type Instant, instant } from '#shared/domain/time.ts';

/** Now, to the whole second: what a handler hands on as `now`. Which slots are meant is said by the event's time instead. */
export const wallClock = (): Instant => instant(Math.floor(Date.now() / 1000));
