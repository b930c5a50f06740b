import * as z from 'zod';
import { parseTargetInput, type TargetInput } from '#local/aws/eventbridge/parseTargetInput.ts';
import type { ApiDestinationSpec } from './apiDestinationSpec.ts';
import { deadLetterConfig, findDeadLetterQueue } from './deadLetterQueue.ts';
import type { FunctionSpec } from './functionSpec.ts';
import type { QueueSpec } from './queueSpec.ts';
import { readWith } from './readWith.ts';
import type { StateMachineSpec } from './stateMachineSpec.ts';
import { TemplateError } from './templateError.ts';
import type { TopicSpec } from './topicSpec.ts';

/** A value that AWS would take from the event is not understood here. */
const constant = z.string().refine((text) => !text.startsWith('$.'), 'a path is not understood here');

/** As it stands among the targets of a rule. */
export const targetSchema = z.strictObject({
  Id: z.string(),
  Arn: z.string(),
  RoleArn: z.string().optional(),
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z
    .strictObject({ InputPathsMap: z.record(z.string(), z.string()).optional(), InputTemplate: z.string() })
    .optional(),
  SqsParameters: z.strictObject({ MessageGroupId: z.string() }).optional(),
  HttpParameters: z
    .strictObject({
      HeaderParameters: z.record(z.string(), constant).default({}),
      QueryStringParameters: z.record(z.string(), constant).default({}),
      PathParameterValues: z.array(constant).default([]),
    })
    .optional(),
  RetryPolicy: z
    .strictObject({
      MaximumRetryAttempts: z.coerce.number().int().min(0).max(185).optional(),
      MaximumEventAgeInSeconds: z.coerce.number().int().min(60).max(86_400).optional(),
    })
    .optional(),
  DeadLetterConfig: deadLetterConfig,
});

type Target = z.output<typeof targetSchema>;

/** Where a rule sends an event. */
export type Destination =
  | { kind: 'function'; function: FunctionSpec }
  | { kind: 'queue'; queue: QueueSpec; groupId: string | undefined }
  | { kind: 'topic'; topic: TopicSpec }
  | { kind: 'stateMachine'; stateMachine: StateMachineSpec }
  | { kind: 'http'; apiDestination: ApiDestinationSpec; parameters: Target['HttpParameters'] }
  /** A function or state machine of somebody else's, which the stack names but does not have. */
  | { kind: 'outside' };

/** One target of a rule. */
export type TargetSpec = {
  id: string;
  arn: string;
  destination: Destination;
  input: TargetInput;
  /** How often, and for how many seconds since it came, an event is tried again that could not be delivered. */
  retry: { attempts: number; seconds: number };
  deadLetters: QueueSpec | undefined;
};

/** What of a stack rules may send to. */
export type TargetParts = {
  functions: readonly FunctionSpec[];
  queues: readonly QueueSpec[];
  topics: readonly TopicSpec[];
  stateMachines: readonly StateMachineSpec[];
  apiDestinations: readonly ApiDestinationSpec[];
};

/** A function (or its alias) or a state machine, by an ARN that the template has as text. */
const isOutside = (arn: string): boolean =>
  /^arn:aws[\w-]*:(lambda:[\w-]+:\d{12}:function|states:[\w-]+:\d{12}:stateMachine):[\w-]+(:[\w$-]+)?$/.test(
    arn,
  );

const findDestination = (logicalId: string, target: Target, parts: TargetParts): Destination => {
  const isIt = ({ arn }: { arn: string }) => arn === target.Arn;
  const found = parts.functions.find(isIt);
  if (found !== undefined) return { kind: 'function', function: found };
  const queue = parts.queues.find(isIt);
  if (queue !== undefined) {
    const groupId = target.SqsParameters?.MessageGroupId;
    if (queue.isFifo !== (groupId !== undefined))
      throw new TemplateError(logicalId, 'a FIFO queue, and no other, needs a MessageGroupId');
    return { kind: 'queue', queue, groupId };
  }
  const topic = parts.topics.find(isIt);
  if (topic !== undefined) return { kind: 'topic', topic };
  const needsRole = (what: string) => {
    if (target.RoleArn === undefined) throw new TemplateError(logicalId, `${what} needs a RoleArn`);
  };
  const stateMachine = parts.stateMachines.find(isIt);
  if (stateMachine !== undefined) {
    needsRole('a state machine');
    return { kind: 'stateMachine', stateMachine };
  }
  const apiDestination = parts.apiDestinations.find(isIt);
  if (apiDestination !== undefined) {
    needsRole('an API destination');
    return { kind: 'http', apiDestination, parameters: target.HttpParameters };
  }
  if (isOutside(target.Arn)) return { kind: 'outside' };
  throw new TemplateError(logicalId, `its target ${target.Arn} is not in the stack`);
};

/** @throws TemplateError naming the rule, for a target that is not there and for what EventBridge refuses. */
export const readTarget = (logicalId: string, target: Target, parts: TargetParts): TargetSpec => {
  const { MaximumRetryAttempts: attempts = 185, MaximumEventAgeInSeconds: seconds = 86_400 } =
    target.RetryPolicy ?? {};
  return {
    id: target.Id,
    arn: target.Arn,
    destination: findDestination(logicalId, target, parts),
    input: readWith(logicalId, parseTargetInput, target),
    retry: { attempts, seconds },
    deadLetters: findDeadLetterQueue(logicalId, target.DeadLetterConfig?.Arn, parts.queues),
  };
};
