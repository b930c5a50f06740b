import { addTags, type SeenTags } from '#shared/domain/tagHistory.ts';
import type { Instant } from '#shared/domain/time.ts';
import { addDeployment } from './addDeployment.ts';
import type { EndpointRecord } from './endpointRecord.ts';
import type { DescribedConfig } from './endpointSnapshot.ts';
import { markGone } from './markGone.ts';
import { type EndpointLife, openRecord } from './openRecord.ts';

/** What an event says of one life of an endpoint. */
export type EndpointEvent = {
  endpoint: EndpointLife;
  /** The configuration that it names, where that can still be described; `startedAt` when it says when it was called for. */
  deployment: { config: DescribedConfig; startedAt: Instant | undefined } | undefined;
  /** The endpoint's allowed tags, and when they were so; undefined where the event does not say. */
  tagged: { tags: SeenTags; at: Instant } | undefined;
  /** When the endpoint was gone, if the event says so. */
  deletedAt: Instant | undefined;
};

/**
 * The record with what an event says. Events add deployments and the end; that a deployment is over is left to
 * descriptions (`mergeSnapshot`), because no event says it for sure.
 *
 * Laws: idempotent; the same events in any order give the same record.
 */
export const applyEndpointEvent = (
  record: EndpointRecord | undefined,
  { endpoint, deployment, tagged, deletedAt }: EndpointEvent,
): EndpointRecord => {
  const known = record ?? openRecord(endpoint);
  const deployments =
    deployment === undefined
      ? known.deployments
      : addDeployment(known, deployment.config, deployment.startedAt);
  const tags = tagged === undefined ? known.tags : addTags(known.tags, tagged.tags, tagged.at);
  const joined = { ...known, deployments, tags };
  return deletedAt === undefined ? joined : markGone(joined, deletedAt);
};
