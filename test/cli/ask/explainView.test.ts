import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { explainView } from '#cli/ask/views/explain.ts';
import { bucketsOf } from '#shared/domain/time.ts';
import { bucketOf } from '#test/builders/bucket.ts';
import { at } from '#test/builders/samples.ts';
import { openExplainApi } from '#test/harness/explainApi.ts';

const hour = { from: at('2026-01-01T00:00:00Z'), to: at('2026-01-01T01:00:00Z') };
const hourWindow = 'window=2026-01-01T00:00:00Z,2026-01-01T01:00:00Z';

/** What the view makes of what the API really answers, in paragraphs. */
const shown = async (query: string): Promise<string[]> => {
  const buckets = bucketsOf(hour.from, hour.to).map((start) => bucketOf({ start }));
  const { explain } = await openExplainApi({ pools: [{ buckets }] });
  const text = explainView.render(await explain(query), {}) ?? '';
  return stripVTControlCharacters(text).split('\n\n');
};

describe('the view of an explanation', () => {
  it('has the figure with all its places, each part with its calculation, its parts of time, and how to look deeper', async () => {
    const [figure, part, table, notes] = await shown(`${hourWindow}&filter=component:a`);
    expect(figure).toBe('$1.438 for 1.00 GPU-hours');
    expect(part).toMatch(/^\$1\.438 {2}component a, team red, on endpoint ep \(ml\.g6\.12xlarge\)\n/);
    expect(part).toContain('3,600 GPU-seconds ÷ 3,600 × $5.752 per instance-hour ÷ 4 GPUs = $1.438000000');
    expect(part).toContain('team red owned it');
    const lines = table?.split('\n') ?? [];
    expect(lines[0]).toMatch(/^FROM +STATE +GPU-HOURS +SEEN +COST$/);
    expect(lines[1]).toMatch(/^2026-01-01 00:00 +settled +0\.08 +100\.0 % +\$0\.119833334$/);
    expect(lines).toHaveLength(13);
    expect(notes).toContain('price: ml.g6.12xlarge of ep');
    expect(notes).toContain('deeper: ask the same with --window 2026-01-01T00:00:00Z,2026-01-01T00:05:00Z');
  });

  it('shows the samples at the deepest level', async () => {
    const query = 'window=2026-01-01T00:00:00Z,2026-01-01T00:05:00Z&depth=slot&filter=component:a';
    const [, , table] = await shown(query);
    const [head, row] = table?.split('\n') ?? [];
    expect(head).toMatch(/^FROM +SAMPLES +GPU-SECONDS +COST$/);
    expect(row).toMatch(
      /copy c-1 on i-1, gpu_0: 30 of 30 samples × 10 s × 1 GPU = 300 GPU-seconds +300 +\$0\.119833333$/,
    );
  });

  it('says so where there is nothing to explain', async () => {
    const [text] = await shown('window=2026-01-01T00:00:00Z,2026-01-01T00:05:00Z&filter=kind:unknown');
    expect(text).toBe('There are no costs in this window to explain.');
  });
});
