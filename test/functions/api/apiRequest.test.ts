import { describe, expect, it } from 'vitest';
import { parseClaimList, readApiRequest } from '#functions/api/apiRequest.ts';
import { formatInstant } from '#shared/domain/time.ts';

const eventAt = (timeEpoch: unknown) => ({
  rawPath: '/v1/costs',
  requestContext: { requestId: 'r', timeEpoch, http: { method: 'GET' } },
});

describe('readApiRequest', () => {
  it('takes the second in which the request came from the event, whatever the clock of the machine says', () => {
    const { at } = readApiRequest(eventAt(1_795_348_800_999), { groups: 'groups' });
    expect(formatInstant(at)).toBe('2026-11-22T12:00:00Z');
  });

  it.each([undefined, 'now', -1])('refuses an event of the time %j', (timeEpoch) => {
    expect(() => readApiRequest(eventAt(timeEpoch), { groups: 'groups' })).toThrow('timeEpoch');
  });
});

describe('parseClaimList', () => {
  it.each([
    ['[platform search]', ['platform', 'search']],
    ['platform', ['platform']],
    ['[a, b]', ['a', 'b']],
    ['[]', []],
    ['', []],
    [undefined, []],
    [['platform'], []],
    ['[a [b c]]', ['a', '[b', 'c]']],
  ])('reads %j as %j', (claim, groups) => {
    expect(parseClaimList(claim)).toEqual(groups);
  });
});
