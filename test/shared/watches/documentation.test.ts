import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defaultWatches } from '#shared/domain/watches/defaultWatches.ts';
import { watchSchema } from '#shared/watches/watchSchema.ts';

const docs = readFileSync(resolve(import.meta.dirname, '../../../docs/watches.md'), 'utf8');
const [, example = ''] = /```json\n([\s\S]*?)```/.exec(docs) ?? [];
const { watches } = z.object({ watches: z.array(watchSchema) }).parse(JSON.parse(example));

describe('the documented watches', () => {
  it('are of every kind', () => {
    expect(watches.map(({ kind }) => kind)).toEqual([
      'spend',
      'spend',
      'idle',
      'freeAccelerators',
      'deployment',
      'collection',
    ]);
  });

  it('have among them the default for the spend of teams, as it is told', () => {
    expect(watches[0]).toEqual(defaultWatches[0]);
  });
});

describe('the documented defaults', () => {
  it('are those that hold', () => {
    const [, table = ''] = docs.split('## Defaults');
    const names = [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name);
    expect(names).toEqual(defaultWatches.map(({ name }) => name));
  });
});
