import { NotFoundError } from '#shared/domain/errors.ts';
import { after, bucketSeconds, floorTo, type Instant } from '#shared/domain/time.ts';
import type { DescribeFleet } from '#shared/fleet/describeEndpoint.ts';
import type { EndpointSnapshot } from '#shared/fleet/endpointSnapshot.ts';
import { goneBy } from '#shared/fleet/goneError.ts';
import { isYoung } from '#shared/fleet/isYoung.ts';
import { markGone } from '#shared/fleet/markGone.ts';
import { mergeSnapshot } from '#shared/fleet/mergeSnapshot.ts';
import { type EndpointLife, openRecord } from '#shared/fleet/openRecord.ts';
import type { EndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import type { CollectMessage } from '#shared/messages/collectMessage.ts';
import { type ApplyEventDeps, applyEvent, type LivingEvent } from './applyEvent.ts';
import { type FindLifeDeps, type FoundLife, findLife } from './findLife.ts';
import type { LifecycleEvent } from './lifecycleEvent.ts';

export type RecordDeps = FindLifeDeps &
  ApplyEventDeps & {
    records: Pick<EndpointRecords, 'change'>;
    /** Always fresh. */
    describeEndpoint: DescribeFleet['describeEndpoint'];
    queueMessages(messages: readonly CollectMessage[]): Promise<void>;
  };

/** What became of one event. `unmatched`: neither SageMaker nor the records know what it is about. */
export type RecordCounts = {
  recorded: number;
  described: number;
  queued: number;
  refused: number;
  unmatched: number;
};

const nothing: RecordCounts = { recorded: 0, described: 0, queued: 0, refused: 0, unmatched: 0 };

/** The fresh description, merged into the record; undefined for an endpoint that is gone, which is marked so. */
const describe = async (
  life: EndpointLife,
  event: LivingEvent,
  now: Instant,
  deps: RecordDeps,
): Promise<EndpointSnapshot | undefined> => {
  try {
    const snapshot = await deps.describeEndpoint({ modifiedAt: event.at, ...life });
    await deps.records.change(life, (record) => mergeSnapshot(record, snapshot, now));
    return snapshot;
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    if (!isYoung(life, now))
      await deps.records.change(life, (record) => markGone(record ?? openRecord(life), goneBy(error, now)));
    return undefined;
  }
};

/**
 * Which buckets to collect: those that ended by the event, and of an endpoint that ends the one it ends in too, which
 * no later plan asks for. What of that one is not published yet the sweep has read again.
 */
const chooseEventTime = (event: LivingEvent, isEnding: boolean): Instant =>
  isEnding ? floorTo(after(event.at, bucketSeconds - 1), bucketSeconds) : event.at;

const isEnd = (event: LivingEvent): boolean => {
  switch (event.kind) {
    case 'state':
      return event.status === 'DELETING' || event.status === 'DELETED';
    case 'endpoint call':
      return event.call === 'delete';
    case 'component call':
      return false;
  }
};

/**
 * Keeps what an event says of an endpoint, then what SageMaker says of it now: configuration, instance types, and the
 * teams and models of its components; and has its buckets collected. Late, twice or out of order, the record ends up
 * the same. When SageMaker does not answer, what the event says is kept and the collection queued before that is thrown.
 *
 * @param input.now the wall clock: when the description was made.
 */
export const recordEndpoint = async (
  { event, now }: { event: LifecycleEvent; now: Instant },
  deps: RecordDeps,
): Promise<RecordCounts> => {
  if (event.kind === 'refused') return { ...nothing, refused: 1 };
  const life: FoundLife | undefined = event.kind === 'state' ? event.endpoint : await findLife(event, deps);
  if (life === undefined) return { ...nothing, unmatched: 1 };

  await deps.records.change(life, await applyEvent(event, life, deps));
  const [described] = await Promise.allSettled([describe(life, event, now, deps)]);
  const snapshot = described.status === 'fulfilled' ? described.value : undefined;
  const isGone = described.status === 'fulfilled' && snapshot === undefined;
  const { name, arn, createdAt } = life;
  const modifiedAt = snapshot?.modifiedAt ?? life.modifiedAt ?? event.at;
  const eventTime = chooseEventTime(event, isGone || isEnd(event));
  await deps.queueMessages([{ endpoint: { name, arn, createdAt, modifiedAt }, eventTime }]);
  if (described.status === 'rejected') throw described.reason;
  return { ...nothing, recorded: 1, described: snapshot === undefined ? 0 : 1, queued: 1 };
};
