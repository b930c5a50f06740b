import type { SchemaNode, Schemas } from './apiDocument.ts';

const refStart = '#/components/schemas/';

/** The name of a schema that stands elsewhere in the document; undefined for one that stands here. */
export const nameOf = ({ $ref }: SchemaNode): string | undefined =>
  $ref?.startsWith(refStart) === true ? $ref.slice(refStart.length) : undefined;

/** A schema with what is said of it here before what is said of it where it stands. */
export const resolveNode = (node: SchemaNode, schemas: Schemas): SchemaNode => {
  const name = nameOf(node);
  const named = name === undefined ? undefined : schemas[name];
  const { $ref: _, ...own } = node;
  return named === undefined ? own : { ...named, ...own };
};

/** The forms that something may have; none where it has one. */
export const variantsOf = ({ anyOf, oneOf }: SchemaNode): SchemaNode[] => anyOf ?? oneOf ?? [];

export const isNull = ({ type }: SchemaNode): boolean => type === 'null';

/** The same, and of something that may be null what it is else. */
export const tellingNode = (given: SchemaNode, schemas: Schemas): SchemaNode => {
  const node = resolveNode(given, schemas);
  const [only, ...others] = variantsOf(node).filter((each) => !isNull(each));
  if (only === undefined || others.length > 0) return node;
  return { ...tellingNode(only, schemas), ...node };
};

const plain: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  boolean: 'true or false',
  null: 'null',
};

/** `Usd or null`, `list of CostRow`, `text` */
export const describeType = (node: SchemaNode, schemas: Schemas): string => {
  const name = nameOf(node);
  if (name !== undefined) return name;
  const variants = variantsOf(node);
  if (variants.length > 0)
    return [...new Set(variants.map((each) => describeType(each, schemas)))].join(' or ');
  if (node.const !== undefined) return JSON.stringify(node.const);
  const { type, items, additionalProperties } = node;
  if (Array.isArray(type)) return type.map((each) => plain[each] ?? each).join(' or ');
  if (type === 'array') return items === undefined ? 'list' : `list of ${describeType(items, schemas)}`;
  if (type === 'object' && typeof additionalProperties === 'object' && node.properties === undefined)
    return `names, each with ${describeType(additionalProperties, schemas)}`;
  return type === undefined ? 'anything' : (plain[type] ?? type);
};
