import * as z from 'zod';
import { TemplateError } from './templateError.ts';

/** What intrinsic functions need to know of the stack. */
export type Scope = {
  /** The value of `Ref`: a parameter's, a pseudo parameter's or a resource's. `AWS::NoValue` is undefined. */
  ref(name: string, where: string): unknown;
  getAtt(logicalId: string, attribute: string, where: string): string;
  condition(name: string, where: string): boolean;
  findInMap(map: string, first: string, second: string, where: string): unknown;
};

type Intrinsic = (argument: unknown, scope: Scope, where: string) => unknown;

const plain = z.union([z.string(), z.number(), z.boolean()]);

/** A resolved value as text, as CloudFormation turns numbers and booleans into it. */
const asText = (value: unknown, where: string): string => {
  const parsed = plain.safeParse(value);
  if (parsed.success) return String(parsed.data);
  throw new TemplateError(where, `expects text, not ${JSON.stringify(value)}`);
};

const asList = (value: unknown, where: string): unknown[] => {
  if (Array.isArray(value)) return value;
  throw new TemplateError(where, `expects a list, not ${JSON.stringify(value)}`);
};

const refName: Intrinsic = (argument, scope, where) => scope.ref(asText(argument, where), where);

const attributeOf: Intrinsic = (argument, scope, where) => {
  const parts = typeof argument === 'string' ? argument.split('.') : asList(argument, where);
  const [logicalId, ...attribute] = parts.map((part) => asText(resolveValue(part, scope, where), where));
  return scope.getAtt(logicalId ?? '', attribute.join('.'), where);
};

const substitute: Intrinsic = (argument, scope, where) => {
  const [text, variables] = typeof argument === 'string' ? [argument, {}] : asList(argument, where);
  const own = z.record(z.string(), z.unknown()).parse(variables ?? {});
  return asText(text, where).replaceAll(/\$\{(!?)([^}]+)\}/g, (_, isLiteral: string, name: string) => {
    if (isLiteral !== '') return `\${${name}}`;
    if (Object.hasOwn(own, name)) return asText(resolveValue(own[name], scope, where), where);
    const dot = name.indexOf('.');
    if (dot < 0) return asText(scope.ref(name, where), where);
    return scope.getAtt(name.slice(0, dot), name.slice(dot + 1), where);
  });
};

const join: Intrinsic = (argument, scope, where) => {
  const [delimiter, parts] = asList(argument, where);
  const list = asList(resolveValue(parts, scope, where), where);
  return list.map((part) => asText(part, where)).join(asText(delimiter, where));
};

const select: Intrinsic = (argument, scope, where) => {
  const [index, list] = asList(resolveValue(argument, scope, where), where);
  const value = asList(list, where)[Number(index)];
  if (value === undefined) throw new TemplateError(where, `Fn::Select has no element ${String(index)}`);
  return value;
};

const split: Intrinsic = (argument, scope, where) => {
  const [delimiter, text] = asList(resolveValue(argument, scope, where), where);
  return asText(text, where).split(asText(delimiter, where));
};

const choose: Intrinsic = (argument, scope, where) => {
  const [condition, whenTrue, whenFalse] = asList(argument, where);
  return resolveValue(scope.condition(asText(condition, where), where) ? whenTrue : whenFalse, scope, where);
};

const lookUp: Intrinsic = (argument, scope, where) => {
  const [map, first, second] = asList(resolveValue(argument, scope, where), where);
  return scope.findInMap(asText(map, where), asText(first, where), asText(second, where), where);
};

const intrinsics = new Map<string, Intrinsic>([
  ['Ref', refName],
  ['Fn::GetAtt', attributeOf],
  ['Fn::Sub', substitute],
  ['Fn::Join', join],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::If', choose],
  ['Fn::FindInMap', lookUp],
]);

/**
 * A template value with its intrinsic functions worked out; entries that come to `AWS::NoValue` fall away.
 * @param where the logical id that errors name.
 * @throws TemplateError for an intrinsic, reference or attribute that is not known.
 */
export const resolveValue = (value: unknown, scope: Scope, where: string): unknown => {
  if (Array.isArray(value)) {
    return value.map((item) => resolveValue(item, scope, where)).filter((item) => item !== undefined);
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  if (entries.length === 1 && name !== undefined && (name === 'Ref' || name.startsWith('Fn::'))) {
    const intrinsic = intrinsics.get(name);
    if (intrinsic === undefined) throw new TemplateError(where, `${name} is not known here`);
    return intrinsic(argument, scope, where);
  }
  const resolved = entries.map(([key, item]) => [key, resolveValue(item, scope, where)] as const);
  return Object.fromEntries(resolved.filter(([, item]) => item !== undefined));
};
