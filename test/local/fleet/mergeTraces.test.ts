import { describe, expect, it } from 'vitest';
import { mergeTraces } from '#local/fleet/mergeTraces.ts';
import { shiftTrace } from '#local/fleet/shiftTrace.ts';
import { buildTrace, component, midnight } from './buildTrace.ts';

const chat = buildTrace({
  components: [component('a', 1)],
  instances: { 'ml.g6.12xlarge': [[0, 1]] },
  copies: { a: [[60, 1]] },
  invocations: [[30, 10, 'a', 5]],
});

describe('mergeTraces', () => {
  it('keeps the rows of all traces in order of time', () => {
    const search = {
      ...shiftTrace(chat, -600),
      components: [component('b', 1, { endpoint: 'search' })],
      instances: chat.instances.map((row) => ({ ...row, endpoint: 'search', time: row.time - 600 })),
      copies: [{ time: midnight - 540, component: 'b', copies: 1 }],
      invocations: [],
    };
    const merged = mergeTraces([chat, search]);
    expect(merged.instances.map(({ endpoint }) => endpoint)).toEqual(['search', 'chat']);
    expect(merged.copies.map((row) => row.component)).toEqual(['b', 'a']);
    expect([merged.start, merged.end]).toEqual([midnight - 600, midnight + 60]);
  });

  it('refuses traces that name the same endpoint or component', () => {
    expect(() => mergeTraces([chat, chat])).toThrow(
      'endpoint chat: in more than one trace; give each its own name\ncomponent a: in more than one trace; give each its own name',
    );
  });
});

describe('shiftTrace', () => {
  it('moves every row and the ends', () => {
    const later = shiftTrace(chat, 86_400);
    expect(later.instances[0]?.time).toBe(midnight + 86_400);
    expect(later.copies[0]?.time).toBe(midnight + 86_460);
    expect(later.invocations[0]?.time).toBe(midnight + 86_430);
    expect([later.start, later.end]).toEqual([midnight + 86_400, midnight + 86_460]);
  });
});
