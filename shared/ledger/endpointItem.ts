import * as z from 'zod';
import { instantText } from '#shared/config/instantText.ts';
import type { TagHistory } from '#shared/domain/tagHistory.ts';
import { formatInstant, type Instant } from '#shared/domain/time.ts';
import type { Deployment, EndpointRecord, RecordedComponent } from '#shared/fleet/endpointRecord.ts';
import type { EndpointLife } from '#shared/fleet/openRecord.ts';
import { deflatedJson, deflateJson } from './deflateJson.ts';
import {
  accountKey,
  endpointKey,
  endpointSortKey,
  finishedEndpointsKey,
  openEndpointsKey,
  poolsIndex,
} from './keys.ts';
import { type Item, parseItem } from './parseItem.ts';

/** A record as it stands in the table. */
export type StoredEndpoint = {
  version: number;
  record: EndpointRecord;
  /** Nothing is left to be done for it. */
  isFinished: boolean;
};

const deployment = z.object({
  configName: z.string(),
  startedAt: instantText,
  endedBy: instantText.optional(),
  publishFrequency: z.int().positive(),
  /** There only when it is not so. */
  isEnhanced: z.literal(false).optional(),
  /** There only when it is so. */
  isAsync: z.literal(true).optional(),
  variants: z.array(
    z.object({
      variant: z.string(),
      instanceTypes: z.array(z.string()),
      model: z.string().optional(),
      isServerless: z.literal(true).optional(),
      isReserved: z.literal(true).optional(),
    }),
  ),
});

/** [key, [from, value; null where it was not there] …] */
const tags = z
  .array(z.tuple([z.string(), z.array(z.tuple([instantText, z.string().nullable()]))]))
  .default([]);

const component = z.object({
  name: z.string(),
  variant: z.string(),
  model: z.string().optional(),
  base: z.string().optional(),
  tags,
  acceleratorsPerCopy: z.number().nonnegative().optional(),
  vcpusPerCopy: z.number().nonnegative().optional(),
  createdAt: instantText.optional(),
  deletedBy: instantText.optional(),
});

const lifeFields = z.object({
  endpoint: z.string(),
  endpointArn: z.string(),
  endpointCreatedAt: instantText,
});

const endpointFields = lifeFields.extend({
  version: z.int().positive(),
  deletedBy: instantText.optional(),
  /** The partition of the pools index: the finished stand apart. */
  account: z.string(),
  /** Compressed: a thousand components take about as much as one bucket. */
  life: deflatedJson(
    z.object({
      deployments: z.array(deployment),
      components: z.array(component),
      tags,
      /** [model, tags] */
      modelTags: z.array(z.tuple([z.string(), tags])).default([]),
    }),
  ),
});

const textOf = (time: Instant | undefined): string | undefined => time && formatInstant(time);

const packDeployment = ({ startedAt, endedBy, isEnhanced, isAsync, ...rest }: Deployment) => ({
  ...rest,
  ...(isEnhanced ? {} : { isEnhanced }),
  ...(isAsync ? { isAsync } : {}),
  startedAt: textOf(startedAt),
  endedBy: textOf(endedBy),
});

/** In order of key, so that equal histories give equal bytes. */
const inOrder = <Value>(values: ReadonlyMap<string, Value>): [string, Value][] =>
  [...values].toSorted(([a], [b]) => (a < b ? -1 : 1));

const packTags = (history: TagHistory) =>
  inOrder(history).map(([key, values]) => [
    key,
    values.map(({ from, value }) => [formatInstant(from), value ?? null]),
  ]);

const unpackTags = (packed: z.infer<typeof tags>): TagHistory =>
  new Map(
    packed.map(([key, values]) => [
      key,
      values.map(([from, value]) => ({ from, value: value ?? undefined })),
    ]),
  );

const packComponent = ({ createdAt, deletedBy, tags: history, ...rest }: RecordedComponent) => ({
  ...rest,
  tags: packTags(history),
  createdAt: textOf(createdAt),
  deletedBy: textOf(deletedBy),
});

export const toEndpointItem = ({ version, record, isFinished }: StoredEndpoint) => {
  const account = accountKey(record.arn);
  const pk = endpointKey(record.arn, record.createdAt);
  return {
    pk,
    sk: endpointSortKey,
    version,
    [poolsIndex.partition]: isFinished ? finishedEndpointsKey(account) : openEndpointsKey(account),
    [poolsIndex.sort]: pk,
    endpoint: record.name,
    endpointArn: record.arn,
    endpointCreatedAt: formatInstant(record.createdAt),
    ...(record.deletedBy === undefined ? {} : { deletedBy: formatInstant(record.deletedBy) }),
    life: deflateJson({
      deployments: record.deployments.map(packDeployment),
      components: record.components.map(packComponent),
      tags: packTags(record.tags),
      modelTags: inOrder(record.modelTags).map(([model, history]) => [model, packTags(history)]),
    }),
  };
};

const code = 'ledger.bad_endpoint';

/** @throws BrokenDataError naming the item's key. */
export const parseEndpointItem = (item: Item): StoredEndpoint => {
  const { version, life, ...fields } = parseItem(endpointFields, item, code);
  const { endpoint: name, endpointArn: arn, endpointCreatedAt: createdAt, deletedBy } = fields;
  return {
    version,
    isFinished: fields.account === finishedEndpointsKey(accountKey(arn)),
    record: {
      name,
      arn,
      createdAt,
      deletedBy,
      deployments: life.deployments.map(({ isEnhanced = true, isAsync, ...each }) => {
        return { ...each, endedBy: each.endedBy, isEnhanced, isAsync: isAsync === true };
      }),
      components: life.components.map(({ model, base, acceleratorsPerCopy, vcpusPerCopy, ...each }) => ({
        name: each.name,
        variant: each.variant,
        model,
        base,
        tags: unpackTags(each.tags),
        acceleratorsPerCopy,
        vcpusPerCopy,
        createdAt: each.createdAt,
        deletedBy: each.deletedBy,
      })),
      tags: unpackTags(life.tags),
      modelTags: new Map(life.modelTags.map(([model, history]) => [model, unpackTags(history)])),
    },
  };
};

/** Whose record an item of the pools index is. @throws BrokenDataError naming the item's key. */
export const parseEndpointOf = (item: Item): EndpointLife => {
  const {
    endpoint: name,
    endpointArn: arn,
    endpointCreatedAt: createdAt,
  } = parseItem(lifeFields, item, code);
  return { name, arn, createdAt };
};
