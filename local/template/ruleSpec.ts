import * as z from 'zod';
import { busNameOf, defaultBus } from '#local/aws/eventbridge/busName.ts';
import { type EventPattern, parseEventPattern } from '#local/aws/eventbridge/parseEventPattern.ts';
import type { BusSpec } from './busSpec.ts';
import type { TemplateScope } from './createScope.ts';
import { parseSchedule } from './parseSchedule.ts';
import { ignored, readProperties } from './readProperties.ts';
import { readWith } from './readWith.ts';
import type { Schedule } from './schedule.ts';
import { readTarget, type TargetParts, type TargetSpec, targetSchema } from './targetSpec.ts';
import { TemplateError } from './templateError.ts';

const schema = z.strictObject({
  Name: z.string().optional(),
  Description: ignored,
  ScheduleExpression: z.string().optional(),
  EventPattern: z.unknown().optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  EventBusName: z.string().default(defaultBus),
  Targets: z.array(targetSchema).min(1, 'the rule has no target'),
  Tags: ignored,
});

/** A rule of an event bus and what it sends to: at times, for events, or both. */
export type RuleSpec = {
  logicalId: string;
  name: string;
  arn: string;
  /** The name of its bus. */
  bus: string;
  isEnabled: boolean;
  schedule: Schedule | undefined;
  pattern: EventPattern | undefined;
  targets: TargetSpec[];
};

/**
 * The rules of a template.
 * @throws TemplateError for a bus or target that is not in the stack, a schedule or pattern that cannot be read or that are both
 * missing, a schedule on a bus that is not the default one (which AWS refuses), and for a property that is not understood.
 */
export const readRules = (scope: TemplateScope, buses: readonly BusSpec[], parts: TargetParts): RuleSpec[] =>
  readProperties(scope, 'AWS::Events::Rule', schema).map(({ logicalId, name, arn = '', properties }) => {
    const bus = busNameOf(properties.EventBusName);
    if (bus !== defaultBus && !buses.some(({ name }) => name === bus))
      throw new TemplateError(logicalId, `its bus ${properties.EventBusName} is not in the stack`);
    const { ScheduleExpression, EventPattern: given } = properties;
    const schedule =
      ScheduleExpression === undefined ? undefined : readWith(logicalId, parseSchedule, ScheduleExpression);
    const pattern = given === undefined ? undefined : readWith(logicalId, parseEventPattern, given);
    if (schedule === undefined && pattern === undefined)
      throw new TemplateError(logicalId, 'the rule has neither a schedule nor an event pattern');
    if (schedule !== undefined && bus !== defaultBus)
      throw new TemplateError(logicalId, 'a schedule is only possible on the default bus');
    return {
      logicalId,
      name,
      arn,
      bus,
      isEnabled: properties.State === 'ENABLED',
      schedule,
      pattern,
      targets: properties.Targets.map((target) => readTarget(logicalId, target, parts)),
    };
  });
