import { createOnce } from './createOnce.ts';
import { evaluateCondition } from './evaluateCondition.ts';
import { resolveValue, type Scope } from './resolveValue.ts';
import { type ResourceKind, resourceKinds, type StackPlace } from './resourceKinds.ts';
import type { TemplateDocument, TemplateResource } from './templateDocument.ts';
import { TemplateError } from './templateError.ts';

/** A resource of the stack, with what is known of its type. */
export type StackResource = TemplateResource & { kind: ResourceKind };

/** The scope of a whole template, with its resources. */
export type TemplateScope = Scope & {
  /** The resources whose condition holds, by logical id. */
  resources: ReadonlyMap<string, StackResource>;
  /** A resource's physical name. */
  physicalName(logicalId: string, where: string): string;
};

const readPseudoParameters = ({ stackName, region, accountId }: StackPlace) =>
  new Map<string, unknown>([
    ['AWS::Region', region],
    ['AWS::AccountId', accountId],
    ['AWS::Partition', 'aws'],
    ['AWS::URLSuffix', 'amazonaws.com'],
    ['AWS::StackName', stackName],
    ['AWS::StackId', `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/local`],
    ['AWS::NoValue', undefined],
  ]);

const findKind = (logicalId: string, { Type }: TemplateResource): ResourceKind => {
  const kind = resourceKinds.get(Type);
  if (kind !== undefined) return kind;
  const known = [...resourceKinds.keys()].join(', ');
  throw new TemplateError(
    logicalId,
    `the local run does not know the resource type ${Type}; it knows ${known}`,
  );
};

const nameResource = (
  logicalId: string,
  { kind, Properties }: StackResource,
  place: StackPlace,
  scope: Scope,
): string => {
  const own = kind.nameProperty === undefined ? undefined : Properties[kind.nameProperty];
  const name = own === undefined ? undefined : resolveValue(own, scope, logicalId);
  return typeof name === 'string' ? name : kind.generateName(place, logicalId, Properties);
};

/**
 * The scope in which a template's values are resolved.
 * @throws TemplateError for a resource type that is not known here.
 */
export const createScope = (
  template: TemplateDocument,
  parameters: ReadonlyMap<string, string | string[]>,
  place: StackPlace,
): TemplateScope => {
  const pseudoParameters = readPseudoParameters(place);
  const nameOnce = createOnce<string>();
  const conditionOnce = createOnce<boolean>();
  const resources = new Map<string, StackResource>();

  const findResource = (logicalId: string, where: string): StackResource => {
    const resource = resources.get(logicalId);
    if (resource !== undefined) return resource;
    throw new TemplateError(where, `refers to ${logicalId}, which is not in the stack`);
  };
  const scope: TemplateScope = {
    resources,
    physicalName: (logicalId, where) => {
      const resource = findResource(logicalId, where);
      return nameOnce(logicalId, () => nameResource(logicalId, resource, place, scope));
    },
    ref: (name, where) => {
      if (pseudoParameters.has(name)) return pseudoParameters.get(name);
      const parameter = parameters.get(name);
      if (parameter !== undefined) return parameter;
      const { kind } = findResource(name, where);
      const physical = scope.physicalName(name, where);
      return kind.ref === undefined ? physical : kind.ref(physical, place);
    },
    getAtt: (logicalId, attribute, where) => {
      const { kind, Properties } = findResource(logicalId, where);
      const { attributes } = kind;
      const property = (name: string) => {
        const value = resolveValue(Properties[name], scope, where);
        return value === undefined ? undefined : String(value);
      };
      const compute = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
      if (compute !== undefined) return compute(scope.physicalName(logicalId, where), place, property);
      throw new TemplateError(where, `the attribute ${attribute} of ${logicalId} is not known here`);
    },
    condition: (name, where) => {
      if (!Object.hasOwn(template.Conditions, name)) {
        throw new TemplateError(where, `the condition ${name} is not in the template`);
      }
      return conditionOnce(name, () =>
        evaluateCondition(template.Conditions[name], scope, `condition ${name}`),
      );
    },
    findInMap: (map, first, second, where) => {
      const value = template.Mappings[map]?.[first]?.[second];
      if (value !== undefined) return value;
      throw new TemplateError(where, `there is no ${map}.${first}.${second} in Mappings`);
    },
  };

  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    if (resource.Condition !== undefined && !scope.condition(resource.Condition, logicalId)) continue;
    resources.set(logicalId, { ...resource, kind: findKind(logicalId, resource) });
  }
  return scope;
};
