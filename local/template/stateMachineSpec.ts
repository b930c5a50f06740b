import * as z from 'zod';
import { type JsonPath, parseJsonPath } from '#local/aws/eventbridge/parseJsonPath.ts';
import type { TemplateScope } from './createScope.ts';
import { ignored, readProperties } from './readProperties.ts';
import { readWith } from './readWith.ts';

const schema = z.strictObject({
  StateMachineName: z.string().optional(),
  StateMachineType: z.enum(['STANDARD', 'EXPRESS']).default('STANDARD'),
  DefinitionString: z.string(),
  RoleArn: z.string(),
  LoggingConfiguration: ignored,
  TracingConfiguration: ignored,
  Tags: ignored,
});

const text = z.string();
const publish = z.strictObject({
  Type: z.literal('Task'),
  Resource: z.literal('arn:aws:states:::sns:publish'),
  Parameters: z.strictObject({
    TopicArn: text.optional(),
    'TopicArn.$': text.optional(),
    Message: text.optional(),
    'Message.$': text.optional(),
    Subject: text.optional(),
    'Subject.$': text.optional(),
  }),
  // SNS here does not fail for a while.
  Retry: ignored,
  End: z.literal(true),
  Comment: ignored,
});
const definition = z.strictObject({
  StartAt: text,
  Comment: ignored,
  TimeoutSeconds: ignored,
  States: z.record(z.string(), publish),
});

/** What a parameter of a task becomes, from the input of the execution. */
type Parameter = (input: unknown) => unknown;

/** A state machine that publishes its input to a topic. */
export type StateMachineSpec = {
  logicalId: string;
  name: string;
  arn: string;
  topicArn: Parameter;
  message: Parameter;
  subject: Parameter;
};

type Parameters = z.output<typeof publish>['Parameters'];

const toParameter = (
  parameters: Parameters,
  name: 'TopicArn' | 'Message' | 'Subject',
): Parameter | undefined => {
  const path = parameters[`${name}.$`];
  const find: JsonPath | undefined = path === undefined ? undefined : parseJsonPath(path);
  const constant = parameters[name];
  return find ?? (constant === undefined ? undefined : () => constant);
};

const readDefinition = (json: string): Pick<StateMachineSpec, 'topicArn' | 'message' | 'subject'> => {
  const parsed = definition.safeParse(JSON.parse(json));
  if (!parsed.success) throw new RangeError(`only sns:publish runs here: ${z.prettifyError(parsed.error)}`);
  const { StartAt, States } = parsed.data;
  const [only, ...others] = Object.entries(States);
  if (only?.[0] !== StartAt || others.length > 0)
    throw new RangeError('only state machines of one state run here');
  const [, { Parameters: parameters }] = only;
  const topicArn = toParameter(parameters, 'TopicArn');
  const message = toParameter(parameters, 'Message');
  if (topicArn === undefined || message === undefined)
    throw new RangeError('sns:publish needs a TopicArn and a Message');
  return { topicArn, message, subject: toParameter(parameters, 'Subject') ?? (() => undefined) };
};

/**
 * The state machines of a template: such as publish to a topic, and do nothing else.
 * @throws TemplateError for any other.
 */
export const readStateMachines = (scope: TemplateScope): StateMachineSpec[] =>
  readProperties(scope, 'AWS::StepFunctions::StateMachine', schema).map((read) => {
    const { logicalId, name, arn = '', properties } = read;
    return { logicalId, name, arn, ...readWith(logicalId, readDefinition, properties.DefinitionString) };
  });
