import * as z from 'zod';
import { AwsError, type JsonService } from '#local/aws/jsonService.ts';
import type { Archives } from './createArchives.ts';
import type { TimedEvent } from './timedEvent.ts';

const startInput = z.object({
  ReplayName: z.string().regex(/^[\w.-]{1,64}$/),
  Description: z.string().optional(),
  EventSourceArn: z.string(),
  /** Epoch seconds, as JSON protocols have times. */
  EventStartTime: z.number(),
  EventEndTime: z.number(),
  Destination: z.object({ Arn: z.string(), FilterArns: z.array(z.string()).min(1).optional() }),
});
const describeInput = z.object({ ReplayName: z.string() });

type Replay = z.output<typeof startInput> & { ReplayArn: string; ReplayStartTime: number };

const parse = <Output>(schema: z.ZodType<Output>, input: unknown): Output => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AwsError('ValidationException', z.prettifyError(parsed.error));
};

/**
 * EventBridge's operations of archives: a replay puts an archive's events on their bus once more, all at once, for all of its rules
 * or those that are named.
 */
export const createReplays = (options: {
  archives: Archives;
  region: string;
  accountId: string;
  now(): number;
  /** Hands an event to a bus, for its rules with these ARNs, or for all. */
  put(event: TimedEvent, bus: string, ruleArns: readonly string[] | undefined): void;
}): JsonService['operations'] => {
  const { archives, region, accountId, now } = options;
  const replays = new Map<string, Replay>();

  const start = (input: unknown) => {
    const asked = parse(startInput, input);
    const { ReplayName, EventSourceArn, EventStartTime: from, EventEndTime: to, Destination } = asked;
    const archive = archives.specs.find(({ arn }) => arn === EventSourceArn);
    if (archive === undefined)
      throw new AwsError('ResourceNotFoundException', `Archive ${EventSourceArn} does not exist.`);
    if (replays.has(ReplayName))
      throw new AwsError('ResourceAlreadyExistsException', `Replay ${ReplayName} already exists.`);
    if (from >= to) throw new AwsError('ValidationException', 'EventEndTime must be after EventStartTime.');
    if (Destination.Arn !== archive.bus.arn)
      throw new AwsError(
        'ValidationException',
        'Events are replayed to the bus that they were archived from.',
      );
    const ReplayArn = `arn:aws:events:${region}:${accountId}:replay/${ReplayName}`;
    const ReplayStartTime = now();
    replays.set(ReplayName, { ...asked, ReplayArn, ReplayStartTime });
    for (const event of archives.find(archive, { from, to }, now()))
      options.put(
        { time: now(), event: { ...event, 'replay-name': ReplayName } },
        archive.bus.name,
        Destination.FilterArns,
      );
    return { ReplayArn, State: 'STARTING', ReplayStartTime };
  };
  const describe = (input: unknown) => {
    const { ReplayName } = parse(describeInput, input);
    const replay = replays.get(ReplayName);
    if (replay === undefined)
      throw new AwsError('ResourceNotFoundException', `Replay ${ReplayName} does not exist.`);
    const { ReplayStartTime, EventEndTime } = replay;
    return {
      ...replay,
      State: 'COMPLETED',
      EventLastReplayedTime: EventEndTime,
      ReplayEndTime: ReplayStartTime,
    };
  };
  return {
    StartReplay: start,
    DescribeReplay: describe,
    ListArchives: () => ({
      Archives: archives.specs.map(({ name, bus, retentionDays }) => ({
        ArchiveName: name,
        EventSourceArn: bus.arn,
        State: 'ENABLED',
        RetentionDays: retentionDays,
      })),
    }),
  };
};
