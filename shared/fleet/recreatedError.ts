import { NotFoundError } from '#shared/domain/errors.ts';
import { earliest, type Instant } from '#shared/domain/time.ts';

/** The endpoint is gone: what has its name now was created later. */
export class RecreatedError extends NotFoundError {
  readonly recreatedAt: Instant;

  constructor(name: string, recreatedAt: Instant) {
    super('fleet.recreated', `the endpoint ${name} is a later one of the same name`);
    this.recreatedAt = recreatedAt;
  }
}

/** When an endpoint that was not found at `now` was gone at the latest: no two of one name are there at once. */
export const goneBy = (error: NotFoundError, now: Instant): Instant =>
  error instanceof RecreatedError ? earliest(now, error.recreatedAt) : now;
