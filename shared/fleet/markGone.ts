import { earliest, type Instant } from '#shared/domain/time.ts';
import type { EndpointRecord } from './endpointRecord.ts';

/** No component outlives its endpoint. */
export const endComponents = (record: EndpointRecord): EndpointRecord => {
  const { deletedBy: end } = record;
  if (end === undefined) return record;
  const components = record.components.map((each) => ({
    ...each,
    deletedBy: earliest(end, each.deletedBy ?? end),
  }));
  return { ...record, components };
};

/** The endpoint is gone at `at`, with all its components; of several such times the earliest counts. */
export const markGone = (record: EndpointRecord, at: Instant): EndpointRecord =>
  endComponents({ ...record, deletedBy: earliest(at, record.deletedBy ?? at) });
