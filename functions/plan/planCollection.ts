import type { Instant } from '#shared/domain/time.ts';
import type { EndpointRef } from '#shared/fleet/endpointSnapshot.ts';
import type { CollectMessage } from '#shared/messages/collectMessage.ts';

export type PlanDeps = {
  listEndpoints(): AsyncIterable<EndpointRef[]>;
  queueMessages(messages: readonly CollectMessage[]): Promise<void>;
};

/** Lists the account's endpoints and queues a message for each, nothing more. */
export const planCollection = async (
  input: { eventTime: Instant },
  deps: PlanDeps,
): Promise<{ endpoints: number }> => {
  let endpoints = 0;
  for await (const page of deps.listEndpoints()) {
    await deps.queueMessages(page.map((endpoint) => ({ endpoint, eventTime: input.eventTime })));
    endpoints += page.length;
  }
  return { endpoints };
};
