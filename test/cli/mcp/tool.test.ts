import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { askableOperations } from '#cli/mcp/askableOperations.ts';
import { toTool } from '#cli/mcp/tool.ts';
import { costsOperation } from '#shared/api/costsOperation.ts';
import { healthOperation } from '#shared/api/healthOperation.ts';
import type { Operation } from '#shared/api/operation.ts';
import { operations } from '#shared/api/operations.ts';
import { stepParams, viewParams } from '#shared/api/questionParams.ts';

const capacity: Operation = {
  id: 'readCapacity',
  method: 'GET',
  path: '/capacity/{endpoint}',
  summary: 'What an endpoint has',
  description: 'Means of its capacity.',
  role: 'finance',
  query: { accumulate: stepParams.accumulate, costBasis: viewParams.costBasis, step: stepParams.step },
  pathParams: { endpoint: z.string().meta({ description: 'Its name', examples: ['chat'] }) },
  body: undefined,
  answer: healthOperation.answer,
  hasCsv: false,
};

describe('toTool', () => {
  it('has the operation’s words, its path and its query as arguments, with choices and defaults', () => {
    expect(toTool(capacity)).toEqual({
      name: 'read_capacity',
      title: 'What an endpoint has',
      description: 'What an endpoint has. Means of its capacity. Asks for the role finance.',
      input: {
        type: 'object',
        properties: {
          endpoint: { type: 'string', description: 'Its name', examples: ['chat'] },
          accumulate: {
            type: 'string',
            description:
              'Tell the steps as one: what is idle is shared in each by itself, and then they are added up',
            enum: ['true', 'false'],
            default: 'false',
          },
          costBasis: {
            type: 'string',
            description: 'allocation: what is held; usage: what of it is used, and what is waste',
            enum: ['allocation', 'usage'],
            default: 'allocation',
          },
          step: {
            type: 'string',
            description:
              'Cut the window into steps: 10s to 150s, multiples of 5m, 6h, 1d, 2w, or hour, day, week, month, year',
            examples: ['1d'],
          },
        },
        required: ['endpoint'],
        additionalProperties: false,
      },
    });
  });

  it('needs what the API needs, and gives no default of its own for it', () => {
    const { input } = toTool(costsOperation);
    expect(input.required).toEqual(['window']);
    expect(input.properties.window).not.toHaveProperty('default');
    expect(input.properties.aggregate?.default).toBe('team,model');
    expect(input.properties.limit?.default).toBe('100');
  });

  it('says of every argument what it is', () => {
    for (const operation of askableOperations(operations))
      for (const argument of Object.values(toTool(operation).input.properties))
        expect(argument.description).not.toBe('');
  });
});

describe('askableOperations', () => {
  it('are the documents that somebody asks for: nothing is changed, and there are no pages', () => {
    const written = (method: 'POST' | 'PUT'): Operation => ({ ...capacity, id: method, method });
    const others = [
      { ...capacity, id: 'open', role: undefined },
      { ...capacity, id: 'page', isPage: true },
    ];
    const all = [capacity, written('POST'), written('PUT'), ...others];
    expect(askableOperations(all)).toEqual([capacity]);
  });

  it('have names of their own', () => {
    const names = askableOperations(operations).map((operation) => toTool(operation).name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(['list_costs', 'list_cost_changes', 'read_health']));
    expect(names.filter((name) => !/^[a-z]+(_[a-z]+)*$/.test(name))).toEqual([]);
  });
});
