import { readApiDestinations } from './apiDestinationSpec.ts';
import { type ArchiveSpec, readArchives } from './archiveSpec.ts';
import { type BusSpec, readBuses } from './busSpec.ts';
import { createScope } from './createScope.ts';
import { type FunctionSpec, readFunctions } from './functionSpec.ts';
import { type HttpApiSpec, readHttpApi } from './httpApiSpec.ts';
import { type MappingSpec, readMappings } from './mappingSpec.ts';
import { type QueueSpec, readQueues } from './queueSpec.ts';
import { readAssets } from './readAssets.ts';
import { resolveParameters } from './resolveParameters.ts';
import { resolveValue, type Scope } from './resolveValue.ts';
import type { StackPlace } from './resourceKinds.ts';
import { type RuleSpec, readRules } from './ruleSpec.ts';
import { readStateMachines, type StateMachineSpec } from './stateMachineSpec.ts';
import { readSubscriptions, type SubscriptionSpec } from './subscriptionSpec.ts';
import { readTables, type TableSpec } from './tableSpec.ts';
import { readTemplate, type TemplateDocument } from './templateDocument.ts';
import { readTopics, type TopicSpec } from './topicSpec.ts';

/** A synthesized stack, resolved: all that the local run makes of it, and nothing besides. */
export type Stack = {
  tables: TableSpec[];
  queues: QueueSpec[];
  functions: FunctionSpec[];
  mappings: MappingSpec[];
  buses: BusSpec[];
  archives: ArchiveSpec[];
  rules: RuleSpec[];
  topics: TopicSpec[];
  subscriptions: SubscriptionSpec[];
  stateMachines: StateMachineSpec[];
  httpApi: HttpApiSpec | undefined;
  outputs: Readonly<Record<string, string>>;
};

const readOutputs = ({ Outputs }: TemplateDocument, scope: Scope): Record<string, string> =>
  Object.fromEntries(
    Object.entries(Outputs)
      .filter(([, { Condition }]) => Condition === undefined || scope.condition(Condition, 'Outputs'))
      .map(([name, { Value }]) => [name, String(resolveValue(Value, scope, `output ${name}`))]),
  );

/**
 * Reads a template with its assets and resolves it.
 * @param options.parameters overrides of the template's parameters.
 * @throws TemplateError for whatever in it cannot be run here, naming the logical id.
 */
export const readStack = (options: {
  templateFile: string;
  assemblyDir: string;
  place: StackPlace;
  parameters?: Readonly<Record<string, string>>;
}): Stack => {
  const template = readTemplate(options.templateFile);
  const scope = createScope(template, resolveParameters(template, options.parameters ?? {}), options.place);
  const functions = readFunctions(scope, readAssets(options.templateFile, options.assemblyDir));
  const buses = readBuses(scope);
  const queues = readQueues(scope);
  const topics = readTopics(scope);
  const stateMachines = readStateMachines(scope);
  const apiDestinations = readApiDestinations(scope);
  const targets = { functions, queues, topics, stateMachines, apiDestinations };
  return {
    tables: readTables(scope),
    queues,
    functions,
    mappings: readMappings(scope, queues, functions),
    buses,
    archives: readArchives(scope, buses),
    rules: readRules(scope, buses, targets),
    topics,
    subscriptions: readSubscriptions(scope, targets),
    stateMachines,
    httpApi: readHttpApi(scope, functions),
    outputs: readOutputs(template, scope),
  };
};
