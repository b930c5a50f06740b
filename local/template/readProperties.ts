import * as z from 'zod';
import type { TemplateScope } from './createScope.ts';
import { resolveValue } from './resolveValue.ts';
import { TemplateError } from './templateError.ts';

/** A boolean property; CloudFormation also takes it as text. */
export const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

/** Text, or a number or boolean that CloudFormation turns into it. */
export const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** A property that changes nothing in a local run. */
export const ignored = z.unknown().optional();

type Issue = z.core.$ZodIssue;

const describeIssue = (issue: Issue): string => {
  const path = issue.path.join('.');
  if (issue.code !== 'unrecognized_keys') return `${path}: ${issue.message}`;
  const names = issue.keys.map((key) => (path === '' ? key : `${path}.${key}`));
  return `the local run does not understand the property ${names.join(', ')}`;
};

/** One resource of a modelled type, its properties resolved and checked. */
export type ReadResource<Schema extends z.ZodType> = {
  logicalId: string;
  name: string;
  arn: string | undefined;
  properties: z.output<Schema>;
};

/**
 * The resources of one type, with properties as `schema` reads them. The schema lists each property that is
 * understood: one that is not would change what the stack does, so it is an error.
 * @throws TemplateError naming the resource and every fault.
 */
export const readProperties = <Schema extends z.ZodType>(
  scope: TemplateScope,
  type: string,
  schema: Schema,
): ReadResource<Schema>[] =>
  [...scope.resources].flatMap(([logicalId, resource]) => {
    if (resource.Type !== type) return [];
    const parsed = schema.safeParse(resolveValue(resource.Properties, scope, logicalId));
    if (!parsed.success) {
      throw new TemplateError(logicalId, parsed.error.issues.map(describeIssue).join('; '), parsed.error);
    }
    const arn = 'Arn' in resource.kind.attributes ? scope.getAtt(logicalId, 'Arn', logicalId) : undefined;
    return [{ logicalId, name: scope.physicalName(logicalId, logicalId), arn, properties: parsed.data }];
  });
