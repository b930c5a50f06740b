import type { Instant } from '#shared/domain/time.ts';

/** A fact that is sent to the event bus. */
export type OutgoingEvent<Detail extends { id: string } = { id: string }> = {
  /** The `detail-type`, in the past tense. */
  type: string;
  /** When it was so. */
  time: Instant;
  /** ARNs that it is about. */
  resources: readonly string[];
  /** Has the id by which a fact that is sent again is known. */
  detail: Detail;
};
