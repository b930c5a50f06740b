import { noTags } from '#shared/domain/tagHistory.ts';
import type { EndpointRecord } from './endpointRecord.ts';
import type { EndpointRef } from './endpointSnapshot.ts';

/** One life of an endpoint: what tells it from every other. */
export type EndpointLife = Pick<EndpointRef, 'name' | 'arn' | 'createdAt'>;

/** The record of a life of which nothing else is known yet. */
export const openRecord = ({ name, arn, createdAt }: EndpointLife): EndpointRecord => ({
  name,
  arn,
  createdAt,
  deletedBy: undefined,
  deployments: [],
  components: [],
  tags: noTags,
  modelTags: new Map(),
});
