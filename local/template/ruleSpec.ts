import * as z from 'zod';
import { busNameOf, defaultBus } from '#local/aws/eventbridge/busName.ts';
import { type EventPattern, parseEventPattern } from '#local/aws/eventbridge/parseEventPattern.ts';
import type { BusSpec } from './busSpec.ts';
import type { TemplateScope } from './createScope.ts';
import type { FunctionSpec } from './functionSpec.ts';
import { parseSchedule } from './parseSchedule.ts';
import { ignored, readProperties } from './readProperties.ts';
import { readWith } from './readWith.ts';
import type { Schedule } from './schedule.ts';
import { TemplateError } from './templateError.ts';

const target = z.strictObject({
  Id: z.string(),
  Arn: z.string(),
  // What EventBridge does when it cannot reach Lambda, which it always can here.
  RetryPolicy: ignored,
  DeadLetterConfig: ignored,
});

const schema = z.strictObject({
  Name: z.string().optional(),
  Description: ignored,
  ScheduleExpression: z.string().optional(),
  EventPattern: z.unknown().optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  EventBusName: z.string().default(defaultBus),
  Targets: z.array(target).min(1, 'the rule has no target'),
  Tags: ignored,
});

/** A rule of an event bus and the functions it invokes: at times, for events, or both. */
export type RuleSpec = {
  logicalId: string;
  arn: string;
  /** The name of its bus. */
  bus: string;
  isEnabled: boolean;
  schedule: Schedule | undefined;
  pattern: EventPattern | undefined;
  targets: FunctionSpec[];
};

const findTarget = (logicalId: string, arn: string, functions: readonly FunctionSpec[]): FunctionSpec => {
  const found = functions.find((candidate) => candidate.arn === arn);
  if (found !== undefined) return found;
  throw new TemplateError(logicalId, `its target ${arn} is not a function in the stack`);
};

/**
 * The rules of a template.
 * @throws TemplateError for a bus or target that is not in the stack, a schedule or pattern that cannot be read or that are both
 * missing, a schedule on a bus that is not the default one (which AWS refuses), and for a property that is not understood.
 */
export const readRules = (
  scope: TemplateScope,
  { buses, functions }: { buses: readonly BusSpec[]; functions: readonly FunctionSpec[] },
): RuleSpec[] =>
  readProperties(scope, 'AWS::Events::Rule', schema).map(({ logicalId, arn = '', properties }) => {
    const bus = busNameOf(properties.EventBusName);
    if (bus !== defaultBus && !buses.some(({ name }) => name === bus))
      throw new TemplateError(logicalId, `its bus ${properties.EventBusName} is not in the stack`);
    const schedule = readWith(logicalId, parseSchedule, properties.ScheduleExpression);
    const pattern = readWith(logicalId, parseEventPattern, properties.EventPattern);
    if (schedule === undefined && pattern === undefined)
      throw new TemplateError(logicalId, 'the rule has neither a schedule nor an event pattern');
    if (schedule !== undefined && bus !== defaultBus)
      throw new TemplateError(logicalId, 'a schedule is only possible on the default bus');
    return {
      logicalId,
      arn,
      bus,
      isEnabled: properties.State === 'ENABLED',
      schedule,
      pattern,
      targets: properties.Targets.map(({ Arn }) => findTarget(logicalId, Arn, functions)),
    };
  });
