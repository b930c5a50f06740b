import { type Parameter, parametersOf } from '#cli/ask/parameters.ts';
import type { Operation } from '#shared/api/operation.ts';
import { toolName } from './toolName.ts';

/** An argument: always a text, as a parameter of the API is. */
export type ToolArgument = {
  type: 'string';
  description: string;
  enum?: string[];
  default?: string;
  examples?: string[];
};

/** A question to the API as an MCP client has it. */
export type Tool = {
  name: string;
  title: string;
  description: string;
  /** JSON Schema of its arguments: those of the path and those of the query. */
  input: {
    type: 'object';
    properties: Record<string, ToolArgument>;
    required: string[];
    additionalProperties: false;
  };
};

const examplesOf = (examples: unknown): { examples?: string[] } =>
  Array.isArray(examples) ? { examples: examples.map(String) } : {};

const choicesOf = ({ isFlag, choices }: Parameter): { enum?: string[] } => {
  if (isFlag) return { enum: ['true', 'false'] };
  return choices.length === 0 ? {} : { enum: [...choices] };
};

const queryArgument = (parameter: Parameter, isNeeded: boolean, examples: unknown): ToolArgument => ({
  type: 'string',
  description: parameter.description,
  ...choicesOf(parameter),
  ...(isNeeded || parameter.usually === undefined ? {} : { default: parameter.usually }),
  ...examplesOf(examples),
});

const inputOf = (operation: Operation): Tool['input'] => {
  const { pathParams, query } = operation;
  const isNeeded = (name: string) => query[name]?.safeParse(undefined).success === false;
  const path = Object.entries(pathParams).map(([name, schema]): [string, ToolArgument] => {
    const { description = '', examples } = schema.meta() ?? {};
    return [name, { type: 'string', description, ...examplesOf(examples) }];
  });
  const asked = parametersOf(operation).map((parameter): [string, ToolArgument] => {
    const { name } = parameter;
    return [name, queryArgument(parameter, isNeeded(name), query[name]?.meta()?.examples)];
  });
  return {
    type: 'object',
    properties: Object.fromEntries([...path, ...asked]),
    required: [...Object.keys(pathParams), ...Object.keys(query).filter(isNeeded)],
    additionalProperties: false,
  };
};

/** What whoever asks must be, where not everybody may. */
const forWhom = ({ role }: Operation): string[] =>
  role === undefined || role === 'team' ? [] : [`Asks for the role ${role}.`];

/**
 * The tool that asks an operation. It has no schema of its answer: clients refuse what does not fit one, and an API that is newer than
 * this may say more.
 */
export const toTool = (operation: Operation): Tool => ({
  name: toolName(operation.id),
  title: operation.summary,
  description: [`${operation.summary}.`, operation.description, ...forWhom(operation)].join(' '),
  input: inputOf(operation),
});
