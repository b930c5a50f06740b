import { describe, expect, it } from 'vitest';
import { queryStat, refusalOf, startCloudWatch } from './callCloudWatch.ts';

describe('what GetMetricData refuses', () => {
  const m1 = queryStat('m1', 'A');
  const range = { from: 0, to: 60 };

  it.each([
    ['no queries', { MetricDataQueries: [] }, 'The value for parameter MetricDataQueries is invalid'],
    ['queries left out', {}, 'The parameter MetricDataQueries is required.'],
    [
      'an empty time range',
      { to: 0, MetricDataQueries: [m1] },
      'The parameter StartTime must be less than the parameter EndTime.',
    ],
    [
      'an Id with a capital in front',
      { MetricDataQueries: [{ ...m1, Id: 'M1' }] },
      'MetricDataQueries.member.1.Id is invalid: an Id begins with a lower-case letter',
    ],
    [
      'an Id of 256 characters',
      { MetricDataQueries: [{ ...m1, Id: 'm'.repeat(256) }] },
      'MetricDataQueries.member.1.Id is invalid',
    ],
    ['an Id twice', { MetricDataQueries: [m1, m1] }, 'The Id m1 stands twice in MetricDataQueries'],
    [
      'a query of both kinds',
      { MetricDataQueries: [{ ...m1, Expression: 'm2' }] },
      'The query m1 must have either MetricStat or Expression',
    ],
    [
      'a query of no kind',
      { MetricDataQueries: [{ Id: 'm1' }] },
      'The query m1 must have either MetricStat or Expression',
    ],
    [
      'a period of 45 s',
      { MetricDataQueries: [queryStat('m1', 'A', { period: 45 })] },
      'MetricStat.Period is invalid: a period is 1, 5, 10, 20, 30 or a multiple of 60',
    ],
    [
      'a trimmed mean',
      { MetricDataQueries: [queryStat('m1', 'A', { stat: 'tm99' })] },
      'MetricStat.Stat is invalid: the statistics here are SampleCount, Sum',
    ],
    [
      'a Period beside MetricStat',
      { MetricDataQueries: [{ ...m1, Period: 60 }] },
      'its period belongs in MetricStat.Period',
    ],
    [
      'a unit',
      { MetricDataQueries: [{ ...m1, MetricStat: { ...m1.MetricStat, Unit: 'Count' } }] },
      'Unrecognized key: "Unit"',
    ],
    [
      'another account',
      { MetricDataQueries: [{ ...m1, AccountId: '999999999999' }] },
      'The query m1 is for account 999999999999; the account here is 123456789012.',
    ],
    [
      'more points than AWS gives',
      { MaxDatapoints: 100_801, MetricDataQueries: [m1] },
      'MaxDatapoints is invalid',
    ],
    ['a time as text', { StartTime: '2026-01-01', MetricDataQueries: [m1] }, 'StartTime is invalid'],
    [
      'a label of seven values',
      { MetricDataQueries: [{ ...m1, Label: `\${PROP('Stat')}`.repeat(7) }] },
      'A label takes at most 6 dynamic values; this has 7',
    ],
    [
      'an expression of 2049 characters',
      { MetricDataQueries: [{ Id: 'e1', Expression: '1'.repeat(2049) }] },
      'Expression is invalid',
    ],
  ])('refuses %s', (_, input, message) => {
    const { getMetricData } = startCloudWatch();
    const refusal = refusalOf(() => getMetricData({ ...range, ...input }));
    expect(refusal).toMatchObject({ shape: 'ValidationException', queryCode: 'ValidationError' });
    expect(refusal.message).toContain(message);
  });

  it('takes 500 queries and refuses 501', () => {
    const { getMetricData } = startCloudWatch();
    const queries = (count: number) => Array.from({ length: count }, (_, i) => queryStat(`m${i}`, 'A'));
    expect(getMetricData({ ...range, MetricDataQueries: queries(500) }).MetricDataResults).toHaveLength(500);
    expect(refusalOf(() => getMetricData({ ...range, MetricDataQueries: queries(501) })).message).toContain(
      'MetricDataQueries is invalid',
    );
  });
});
