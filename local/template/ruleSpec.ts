import * as z from 'zod';
import { type EventPattern, parseEventPattern } from '#local/aws/eventbridge/parseEventPattern.ts';
import type { TemplateScope } from './createScope.ts';
import type { FunctionSpec } from './functionSpec.ts';
import { parseSchedule } from './parseSchedule.ts';
import { ignored, readProperties } from './readProperties.ts';
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
  EventBusName: z.literal('default').optional(),
  Targets: z.array(target).min(1, 'the rule has no target'),
  Tags: ignored,
});

/** A rule of the default event bus and the functions it invokes: at times, for events, or both. */
export type RuleSpec = {
  logicalId: string;
  arn: string;
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

/** @throws TemplateError for what `parse` refuses. */
const readWith = <Input, Output>(
  logicalId: string,
  parse: (input: Input) => Output,
  input: Input | undefined,
): Output | undefined => {
  if (input === undefined) return undefined;
  try {
    return parse(input);
  } catch (error) {
    throw new TemplateError(logicalId, error instanceof Error ? error.message : String(error), error);
  }
};

/**
 * The rules of a template.
 * @throws TemplateError for a target that is not a function in the stack, a schedule or pattern that cannot be read or
 * that are both missing, and for a property that is not understood, such as a target's input.
 */
export const readRules = (scope: TemplateScope, functions: readonly FunctionSpec[]): RuleSpec[] =>
  readProperties(scope, 'AWS::Events::Rule', schema).map(({ logicalId, arn = '', properties }) => {
    const schedule = readWith(logicalId, parseSchedule, properties.ScheduleExpression);
    const pattern = readWith(logicalId, parseEventPattern, properties.EventPattern);
    if (schedule === undefined && pattern === undefined)
      throw new TemplateError(logicalId, 'the rule has neither a schedule nor an event pattern');
    return {
      logicalId,
      arn,
      isEnabled: properties.State === 'ENABLED',
      schedule,
      pattern,
      targets: properties.Targets.map(({ Arn }) => findTarget(logicalId, Arn, functions)),
    };
  });
