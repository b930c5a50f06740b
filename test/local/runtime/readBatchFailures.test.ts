import { describe, expect, it } from 'vitest';
import { readBatchFailures } from '#local/runtime/readBatchFailures.ts';

const failedOf = (payload: unknown, reportsItemFailures = true): string[] => [
  ...readBatchFailures({ payload }, ['a', 'b'], reportsItemFailures).messageIds,
];

describe('readBatchFailures', () => {
  it.each([
    ['no answer', null, []],
    ['an empty object', {}, []],
    ['a list that is null', { batchItemFailures: null }, []],
    ['an empty list', { batchItemFailures: [] }, []],
    ['one failure', { batchItemFailures: [{ itemIdentifier: 'b' }] }, ['b']],
    ['an empty identifier', { batchItemFailures: [{ itemIdentifier: '' }] }, ['a', 'b']],
    ['an identifier that is null', { batchItemFailures: [{ itemIdentifier: null }] }, ['a', 'b']],
    ['a wrong key', { batchItemFailures: [{ id: 'b' }] }, ['a', 'b']],
    ['a message that was not in the batch', { batchItemFailures: [{ itemIdentifier: 'c' }] }, ['a', 'b']],
    ['text', 'done', ['a', 'b']],
  ])('reads %s', (_, payload, expected) => {
    expect(failedOf(payload)).toEqual(expected);
  });

  it('does not look at the answer of a function that reports no item failures', () => {
    expect(failedOf({ batchItemFailures: [{ itemIdentifier: 'b' }] }, false)).toEqual([]);
  });

  it('fails the whole batch on an error, with its message', () => {
    const error = { errorType: 'RangeError', errorMessage: 'no such pool' };
    expect(readBatchFailures({ error }, ['a', 'b'], true)).toEqual({
      messageIds: new Set(['a', 'b']),
      reason: 'RangeError: no such pool',
    });
  });
});
