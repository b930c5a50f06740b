import type { SchemaNode, Schemas } from './apiDocument.ts';
import { describeType, isNull, nameOf, resolveNode, tellingNode, variantsOf } from './describeType.ts';

/** A line about one field, or about one of several forms that something may have. */
export type Field = {
  /** How deep it stands within others; 0 for the outermost. */
  depth: number;
  /** Undefined for a form. */
  name: string | undefined;
  type: string;
  isOptional: boolean;
  node: SchemaNode;
};

/** Deeper than anything a reader follows. */
const deepest = 8;

/** Whose fields stand within: of a list its items', of a map its values'. */
const innerOf = (node: SchemaNode): SchemaNode | undefined => {
  if (node.items !== undefined) return node.items;
  return typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined;
};

/**
 * The fields of what a schema describes, each followed by those within it. A schema with a name is told where it stands first, and
 * only named after that: so there is an end, also of one that stands within itself.
 */
export const listFields = (whole: SchemaNode, schemas: Schemas): Field[] => {
  const told = new Set<string>();

  const listOne = (
    given: SchemaNode,
    name: string | undefined,
    isOptional: boolean,
    depth: number,
  ): Field[] => {
    const before = told.size;
    const inner = listWithin(given, depth + 1);
    const isKnown = inner === undefined && told.size === before;
    const type = `${describeType(given, schemas)}${isKnown ? ', as above' : ''}`;
    return [{ depth, name, type, isOptional, node: tellingNode(given, schemas) }, ...(inner ?? [])];
  };

  /** Undefined for what was told before. */
  const listWithin = (given: SchemaNode, depth: number): Field[] | undefined => {
    if (depth > deepest) return [];
    const own = nameOf(given);
    if (own !== undefined && told.has(own)) return undefined;
    const node = resolveNode(given, schemas);
    const variants = variantsOf(node).filter((each) => !isNull(each));
    const [only] = variants;
    if (variants.length === 1 && only !== undefined) return listWithin(only, depth);
    const hasFields = node.properties !== undefined || variants.length > 1;
    if (own !== undefined && hasFields) told.add(own);
    if (variants.length > 1) {
      const forms = variants.map((each) => listOne(each, undefined, false, depth));
      // Of plain values the type says it all.
      return forms.some((fields) => fields.length > 1) ? forms.flat() : [];
    }
    if (node.properties === undefined) {
      const inner = innerOf(node);
      return inner === undefined ? [] : listWithin(inner, depth);
    }
    return Object.entries(node.properties).flatMap(([name, each]) =>
      listOne(each, name, node.required?.includes(name) !== true, depth),
    );
  };

  return listWithin(whole, 0) ?? [];
};
