import * as z from 'zod';
import { instantText } from '#shared/config/instantText.ts';
import type { Instant } from '#shared/domain/time.ts';
import { formatInstant } from '#shared/domain/time.ts';
import type { EndpointRef } from '#shared/fleet/endpointSnapshot.ts';

/** One endpoint to collect at one scheduled time. */
export type CollectMessage = {
  endpoint: EndpointRef;
  eventTime: Instant;
  /** History from here on is to be built. */
  backfillFrom?: Instant | undefined;
};

export const collectMessage = z.object({
  endpoint: z.object({ name: z.string(), arn: z.string(), createdAt: instantText, modifiedAt: instantText }),
  eventTime: instantText,
  backfillFrom: instantText.optional(),
});

export const formatCollectMessage = ({ endpoint, eventTime, backfillFrom }: CollectMessage): string =>
  JSON.stringify({
    endpoint: {
      ...endpoint,
      createdAt: formatInstant(endpoint.createdAt),
      modifiedAt: formatInstant(endpoint.modifiedAt),
    },
    eventTime: formatInstant(eventTime),
    ...(backfillFrom === undefined ? {} : { backfillFrom: formatInstant(backfillFrom) }),
  });
