import { formatInstant } from '#local/aws/formatInstant.ts';
import { parseInputTemplate } from './parseInputTemplate.ts';
import { parseJsonPath } from './parseJsonPath.ts';
import type { BusEvent } from './timedEvent.ts';

/** What of a rule and of the way of an event may stand in an input template. */
export type InputOrigin = {
  ruleArn: string;
  ruleName: string;
  /** When the event came to the bus (epoch seconds). */
  ingestedAt: number;
};

/** What a target gets of an event, as JSON text. */
export type TargetInput = (event: BusEvent, origin: InputOrigin) => string;

/** How a target asks for it: by one of the three at most, else it gets the whole event. */
export type InputSettings = {
  Input?: string | undefined;
  InputPath?: string | undefined;
  InputTransformer?:
    | { InputPathsMap?: Record<string, string> | undefined; InputTemplate: string }
    | undefined;
};

const maxPaths = 100;

/** The event without its detail; EventBridge writes the name of this one field in another way there. */
const envelopeOf = ({ detail: _, 'detail-type': detailType, ...event }: BusEvent) => ({
  ...event,
  detailType,
});

const reservedValues = (event: BusEvent, { ruleArn, ruleName, ingestedAt }: InputOrigin) => ({
  'aws.events.rule-arn': ruleArn,
  'aws.events.rule-name': ruleName,
  'aws.events.event.ingestion-time': formatInstant(ingestedAt),
  'aws.events.event': envelopeOf(event),
  'aws.events.event.json': event,
});

const reservedNames = [
  'aws.events.rule-arn',
  'aws.events.rule-name',
  'aws.events.event.ingestion-time',
  'aws.events.event',
  'aws.events.event.json',
] as const satisfies readonly (keyof ReturnType<typeof reservedValues>)[];

const parseTransformer = ({
  InputPathsMap = {},
  InputTemplate,
}: NonNullable<InputSettings['InputTransformer']>): TargetInput => {
  const names = Object.keys(InputPathsMap);
  if (names.length > maxPaths) throw new RangeError(`the input transformer has more than ${maxPaths} paths`);
  const wrong = names.find((name) => !/^[\w-]{1,256}$/.test(name));
  if (wrong !== undefined) throw new RangeError(`"${wrong}" is no name that an input transformer takes`);
  const paths = Object.entries(InputPathsMap).map(([name, path]) => [name, parseJsonPath(path)] as const);
  const fill = parseInputTemplate(InputTemplate, new Set([...names, ...reservedNames]));
  return (event, origin) => {
    const found = paths.map(([name, find]) => [name, find(event)] as const);
    return fill({ ...reservedValues(event, origin), ...Object.fromEntries(found) });
  };
};

const parseConstant = (text: string): TargetInput => {
  try {
    JSON.parse(text);
  } catch {
    throw new RangeError('the input is no JSON');
  }
  return () => text;
};

/** @throws RangeError for what EventBridge refuses: more than one of the three, and what one of them cannot be. */
export const parseTargetInput = ({ Input, InputPath, InputTransformer }: InputSettings): TargetInput => {
  const given = [Input, InputPath, InputTransformer].filter((each) => each !== undefined);
  if (given.length > 1) throw new RangeError('only one of Input, InputPath and InputTransformer is possible');
  if (Input !== undefined) return parseConstant(Input);
  if (InputTransformer !== undefined) return parseTransformer(InputTransformer);
  const find = parseJsonPath(InputPath ?? '$');
  return (event) => JSON.stringify(find(event) ?? null);
};
