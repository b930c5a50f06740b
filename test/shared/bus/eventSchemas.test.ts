import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { eventSchemas } from '#shared/bus/eventSchemas.ts';
import { tennerEvents } from '#shared/config/names.ts';
import { eventDocs } from '#test/events/eventDocs.ts';

const folder = join(import.meta.dirname, '../../../docs/events');
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
const inOrder = (texts: Iterable<string>): string[] => [...texts].toSorted((a, b) => (a < b ? -1 : 1));
const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

const sampleForm = z.strictObject({
  source: z.literal(tennerEvents.source),
  'detail-type': z.string(),
  time: z.iso.datetime(),
  resources: z.array(z.string()),
  detail: z.record(z.string(), z.unknown()),
});
const samples = files
  .filter((path) => path.startsWith('samples/') && path.endsWith('.json'))
  .map((path) => ({ path, ...sampleForm.parse(JSON.parse(read(path))) }));

describe('docs/events', () => {
  it('is what the code makes of it', () => {
    const made = eventDocs();
    expect(inOrder(files)).toEqual(inOrder(made.keys()));
    for (const [path, text] of made)
      expect(read(path) === text, `${path}: npm run events makes it anew`).toBe(true);
  });

  it('has a schema for each event that there is', () => {
    const { source: _, ...types } = tennerEvents;
    expect(inOrder(eventSchemas.keys())).toEqual(inOrder(Object.values(types)));
    expect(files.filter((path) => path.endsWith('.v1.schema.json'))).toHaveLength(eventSchemas.size);
  });

  it('shows a sample of each event but AllocationChanged, which docs/events.md shows', () => {
    const shown = new Set(samples.map((sample) => sample['detail-type']));
    const all = [...eventSchemas.keys()].filter((type) => type !== tennerEvents.allocationChanged);
    expect(inOrder(shown)).toEqual(inOrder(all));
  });

  it.each(samples)('has in $path what its schema says, and nothing else', ({ detail, ...sample }) => {
    const type = sample['detail-type'];
    // What a schema does not know it leaves out.
    expect(eventSchemas.get(type)?.parse(detail)).toEqual(detail);
    const schema: unknown = JSON.parse(read(`${type}.v1.schema.json`));
    const { $schema: _, ...own } = z.looseObject({ $schema: z.string() }).parse(schema);
    const published = z.fromJSONSchema(own);
    expect(published.safeParse(detail).success).toBe(true);
    expect(published.safeParse({ ...detail, added: 1 }).success, 'fields may be added').toBe(true);
    expect(published.safeParse({ ...detail, recipients: [] }).success).toBe(false);
  });
});
