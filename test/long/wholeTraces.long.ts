import { describe, expect, it } from 'vitest';
import { readTrace } from '#local/fleet/readTrace.ts';
import { at } from '#test/builders/samples.ts';
import { expectSampled, replayDocument } from '#test/harness/replayDocument.ts';
import { sharedTrace } from '#test/harness/sharedData.ts';

const traces = [
  { name: 'helios-may', from: '2020-05-01T00:00:00Z', to: '2020-06-01T00:00:00Z' },
  { name: 'openb-churn', from: '2024-01-01T00:00:00Z', to: '2024-02-01T09:00:00Z' },
];

describe.each(traces)('the whole of $name', ({ name, from, to }) => {
  const dir = sharedTrace(name);

  it.skipIf(dir === undefined).each([10, 30, 60])(
    'replayed every two hours is exactly the step functions as sampled every %s s',
    async (frequency) => {
      const args = ['--every', '120', '--publish-frequency', `${frequency}`];
      const document = await replayDocument(dir ?? '', ...args);
      expect([document.from, document.to]).toEqual([from, to]);
      expectSampled(document, await readTrace(dir ?? ''), frequency, { from: at(from), to: at(to) });
    },
  );
});
