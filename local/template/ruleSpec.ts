import * as z from 'zod';
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
  ScheduleExpression: z.string(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  EventBusName: z.literal('default').optional(),
  Targets: z.array(target).min(1, 'the rule has no target'),
  Tags: ignored,
});

/** A scheduled rule and the functions it invokes. */
export type RuleSpec = {
  logicalId: string;
  arn: string;
  isEnabled: boolean;
  schedule: Schedule;
  targets: FunctionSpec[];
};

const findTarget = (logicalId: string, arn: string, functions: readonly FunctionSpec[]): FunctionSpec => {
  const found = functions.find((candidate) => candidate.arn === arn);
  if (found !== undefined) return found;
  throw new TemplateError(logicalId, `its target ${arn} is not a function in the stack`);
};

const readSchedule = (logicalId: string, expression: string): Schedule => {
  try {
    return parseSchedule(expression);
  } catch (error) {
    throw new TemplateError(logicalId, error instanceof Error ? error.message : String(error), error);
  }
};

/**
 * The scheduled rules of a template.
 * @throws TemplateError for a target that is not in the stack, a schedule that cannot be read, and for a
 * property that is not understood, such as an event pattern or a target's input.
 */
export const readRules = (scope: TemplateScope, functions: readonly FunctionSpec[]): RuleSpec[] =>
  readProperties(scope, 'AWS::Events::Rule', schema).map(({ logicalId, arn = '', properties }) => ({
    logicalId,
    arn,
    isEnabled: properties.State === 'ENABLED',
    schedule: readSchedule(logicalId, properties.ScheduleExpression),
    targets: properties.Targets.map(({ Arn }) => findTarget(logicalId, Arn, functions)),
  }));
