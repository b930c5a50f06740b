import { NotFoundError } from '#shared/domain/errors.ts';
import type { Instant } from '#shared/domain/time.ts';

/**
 * The endpoint is gone, by a time: when SageMaker answered that there is none, or when what has its name now was created, as
 * no two of one name are there at once. A run's own `now` is from before it asked, and would cut off what came in between.
 */
export class GoneError extends NotFoundError {
  readonly goneBy: Instant;

  constructor(name: string, goneBy: Instant, options?: ErrorOptions) {
    super('fleet.no_endpoint', `there is no endpoint ${name} of that creation time any more`, options);
    this.goneBy = goneBy;
  }
}

/** When an endpoint that was not found was gone at the latest, as far as the error tells; else `now`. */
export const goneBy = (error: NotFoundError, now: Instant): Instant =>
  error instanceof GoneError ? error.goneBy : now;
