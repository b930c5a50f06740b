import * as z from 'zod';
import { formatInstant } from '#local/aws/formatInstant.ts';
import { AwsError, type JsonService } from '#local/aws/jsonService.ts';
import { defaultBus } from './busName.ts';
import { eventIdOf } from './eventIdOf.ts';
import type { BusEvent, TimedEvent } from './timedEvent.ts';

const maxEntries = 10;
const maxBytes = 1_048_576;

const entry = z.object({
  EventBusName: z.string().default(defaultBus),
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  /** Epoch seconds, as JSON protocols have times. */
  Time: z.number().optional(),
  Resources: z.array(z.string()).default([]),
});
const putEventsInput = z.object({
  Entries: z.array(entry).min(1).max(maxEntries, `at most ${maxEntries} entries`),
});

type Entry = z.infer<typeof entry>;
type Refusal = { ErrorCode: string; ErrorMessage: string };

/** As EventBridge counts: 14 bytes for a time, and what stands in the texts. */
const sizeOf = ({ Source = '', DetailType = '', Detail = '', Time, Resources }: Entry): number =>
  [Source, DetailType, Detail, ...Resources].reduce((sum, text) => sum + Buffer.byteLength(text), 0) +
  (Time === undefined ? 0 : 14);

const parseDetail = (text: string): BusEvent['detail'] | undefined => {
  try {
    return z.record(z.string(), z.unknown()).safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};

/** Why EventBridge takes an entry of a call and not another: each is judged by itself. */
const findRefusal = ({ Source, DetailType, Detail }: Entry): Refusal | undefined => {
  if (!Source || !DetailType || Detail === undefined) {
    const missing = Source ? (DetailType ? 'Detail' : 'DetailType') : 'Source';
    return {
      ErrorCode: 'InvalidArgument',
      ErrorMessage: `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.`,
    };
  }
  if (Source.startsWith('aws.'))
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  return parseDetail(Detail) === undefined
    ? { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' }
    : undefined;
};

export type EventBridgeOptions = {
  region: string;
  accountId: string;
  /** The run's clock, in epoch seconds. */
  now(): number;
  /** The names of the buses that are there, beside the default one. */
  buses: readonly string[];
  /** The operations of archives. */
  replays?: JsonService['operations'];
  /** Hands an event to a bus. */
  put(event: TimedEvent, bus: string): void;
};

/**
 * A stand-in for EventBridge's `PutEvents`: events reach the rules of their bus at once. As AWS does, it judges each entry by
 * itself, and drops what is for a bus that is not there, with an id as if it were.
 */
export const createEventBridgeService = ({
  region,
  accountId,
  now,
  buses,
  replays = {},
  put,
}: EventBridgeOptions): JsonService => {
  let taken = 0;
  const arnOf = (bus: string) => `arn:aws:events:${region}:${accountId}:event-bus/${bus}`;
  const take = (given: Entry) => {
    const refusal = findRefusal(given);
    if (refusal !== undefined) return refusal;
    const id = eventIdOf(now(), taken, JSON.stringify(given));
    taken += 1;
    const event: BusEvent = {
      version: '0',
      id,
      'detail-type': given.DetailType ?? '',
      source: given.Source ?? '',
      account: accountId,
      time: formatInstant(given.Time ?? now()),
      region,
      resources: given.Resources,
      detail: parseDetail(given.Detail ?? '') ?? {},
    };
    const bus = [defaultBus, ...buses].find((name) => [name, arnOf(name)].includes(given.EventBusName));
    if (bus !== undefined) put({ time: now(), event }, bus);
    return { EventId: id };
  };
  return {
    signingName: 'events',
    targetPrefix: 'AWSEvents',
    contentType: 'application/x-amz-json-1.1',
    errorNamespace: 'com.amazonaws.events',
    operations: {
      ...replays,
      PutEvents: (input) => {
        const parsed = putEventsInput.safeParse(input);
        if (!parsed.success) throw new AwsError('ValidationException', z.prettifyError(parsed.error));
        const { Entries } = parsed.data;
        if (Entries.reduce((sum, each) => sum + sizeOf(each), 0) > maxBytes)
          throw new AwsError(
            'ValidationException',
            'Total size of the entries in the request is over the limit.',
          );
        const answers = Entries.map(take);
        return {
          FailedEntryCount: answers.filter((answer) => 'ErrorCode' in answer).length,
          Entries: answers,
        };
      },
    },
  };
};
