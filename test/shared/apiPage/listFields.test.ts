import { describe, expect, it } from 'vitest';
import type { SchemaNode } from '#shared/apiPage/apiDocument.ts';
import { listFields } from '#shared/apiPage/listFields.ts';

const ref = (name: string): SchemaNode => ({ $ref: `#/components/schemas/${name}` });
const text: SchemaNode = { type: 'string' };
const schemas = {
  Usd: { type: 'string', description: 'dollars' },
  Row: {
    type: 'object',
    properties: { costUsd: ref('Usd'), tags: { additionalProperties: text, type: 'object' } },
  },
  Tree: { type: 'object', properties: { name: text, children: { type: 'array', items: ref('Tree') } } },
  Cost: {
    oneOf: [
      { type: 'object', properties: { kind: { const: 'cost' }, usd: ref('Usd') }, required: ['kind', 'usd'] },
      { type: 'object', properties: { kind: { const: 'unknown' } }, required: ['kind'] },
    ],
  },
} satisfies Record<string, SchemaNode>;

const lines = (schema: SchemaNode) =>
  listFields(schema, schemas).map(
    ({ depth, name = 'either', type, isOptional }) =>
      `${'  '.repeat(depth)}${name}: ${type}${isOptional ? '?' : ''}`,
  );

describe('the fields of a schema', () => {
  it('are followed by those within them, in lists and by reference, too', () => {
    const schema = {
      type: 'object',
      properties: {
        rows: { type: 'array', items: ref('Row') },
        total: { anyOf: [ref('Row'), { type: 'null' }] },
      },
      required: ['rows'],
    };
    expect(lines(schema)).toEqual([
      'rows: list of Row',
      '  costUsd: Usd?',
      '  tags: names, each with text?',
      'total: Row or null, as above?',
    ]);
  });

  it('come to an end where a schema stands within itself', () => {
    expect(lines(ref('Tree'))).toEqual(['name: text?', 'children: list of Tree, as above?']);
    expect(lines({ type: 'object', properties: { root: ref('Tree') } })).toEqual([
      'root: Tree?',
      '  name: text?',
      '  children: list of Tree, as above?',
    ]);
    const loop: SchemaNode = { properties: {} };
    loop.properties = { again: loop };
    expect(lines(loop)).toHaveLength(9);
  });

  it('of several forms stand under each', () => {
    expect(lines({ type: 'object', properties: { one: ref('Cost'), other: ref('Cost') } })).toEqual([
      'one: Cost?',
      '  either: object',
      '    kind: "cost"',
      '    usd: Usd',
      '  either: object',
      '    kind: "unknown"',
      'other: Cost, as above?',
    ]);
  });

  it('keep what is said of them here, else what is said where they stand, and the values of what may be null', () => {
    const node: SchemaNode = {
      anyOf: [{ type: 'string', enum: ['a'] }, { type: 'null' }],
      description: 'maybe',
    };
    const schema = { properties: { plain: ref('Usd'), own: { ...ref('Usd'), description: 'mine' }, node } };
    const fields = listFields(schema, schemas).map(({ node: each }) => [each.description, each.enum]);
    expect(fields).toEqual([
      ['dollars', undefined],
      ['mine', undefined],
      ['maybe', ['a']],
    ]);
  });
});
