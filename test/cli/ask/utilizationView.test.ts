import { describe, expect, it } from 'vitest';
import { trendOf } from '#cli/ask/utilization/trendOf.ts';
import { utilizationView } from '#cli/ask/views/utilization.ts';
import type { UtilizationAnswer, UtilizationAnswerSeries } from '#shared/api/utilizationOperation.ts';

const seriesOf = (changes: Partial<UtilizationAnswerSeries> = {}): UtilizationAnswerSeries => ({
  metric: 'gpuUtilization',
  statistic: 'Average',
  unit: 'percent',
  variant: 'blue',
  component: 'llama',
  model: 'llama-70b',
  instance: 'i-1',
  copy: 'c-1',
  accelerator: 'gpu_0',
  isWhole: true,
  values: [0, 50, 100, null],
  ...changes,
});
const ofComponent = { instance: null, copy: null, accelerator: null };

const answerOf = (series: UtilizationAnswerSeries[], teams: string[] | null = null): UtilizationAnswer => ({
  meta: {
    window: { from: '2026-01-02T00:00:00Z', to: '2026-01-02T00:04:00Z', zone: 'UTC' },
    source: 'CloudWatch',
    state: 'estimated',
    readAt: '2026-01-02T00:04:10Z',
    stepSeconds: 60,
    teams,
  },
  endpoint: 'chat',
  times: ['2026-01-02T00:00:00Z', '2026-01-02T00:01:00Z', '2026-01-02T00:02:00Z', '2026-01-02T00:03:00Z'],
  series,
});

describe('the view of utilisation', () => {
  it('tells how each series went, its mean, its most and its last value', () => {
    const series = [
      seriesOf(),
      seriesOf({
        ...ofComponent,
        metric: 'invocations',
        statistic: 'Sum',
        unit: 'count',
        values: [1_200, 0, 600, 1_800],
      }),
      seriesOf({
        ...ofComponent,
        metric: 'modelLatency',
        statistic: 'p99',
        unit: 'microseconds',
        values: [null, 195_123, null, 1_834_500],
      }),
      seriesOf({
        ...ofComponent,
        metric: 'errors5xx',
        statistic: 'Sum',
        unit: 'count',
        values: [null, null, null, null],
      }),
      seriesOf({
        ...ofComponent,
        metric: 'errors4xx',
        statistic: 'Sum',
        unit: 'count',
        isWhole: false,
        values: [],
      }),
    ];
    expect(utilizationView.render(answerOf(series, ['red']), {})).toBe(`\
COMPONENT  COPY  ACCELERATOR  METRIC                 TREND          MEAN      MOST      LAST
llama      c-1   gpu_0        GPU utilization, mean  ▁▅█·         50.0 %   100.0 %   100.0 %
llama                         invocations, sum       ▆▁▃█            900     1,800     1,800
llama                         model latency, p99     ·▂·█       1,015 ms  1,835 ms  1,835 ms
llama                         errors 5xx, sum        ····              –         –         –
llama                         errors 4xx, sum        not given         –         –         –

window: 2026-01-02T00:00:00Z to 2026-01-02T00:04:00Z, UTC, in steps of 1 min
state: estimated, read from CloudWatch at 2026-01-02T00:04:10Z; of chat, and in no cost
not given: CloudWatch would not give it just now
teams: only components of red are for you to see`);
  });

  it('tells of whole instances by their names, where no component divides them', () => {
    const whole = seriesOf({
      component: null,
      copy: null,
      accelerator: null,
      unit: 'percent',
      values: [250],
    });
    expect(
      utilizationView
        .render(answerOf([whole]), {})
        ?.split('\n')
        .slice(0, 2),
    ).toEqual([
      'INSTANCE  METRIC                 TREND     MEAN     MOST     LAST',
      'i-1       GPU utilization, mean  █      250.0 %  250.0 %  250.0 %',
    ]);
  });

  it('says so where there is nothing', () => {
    expect(utilizationView.render(answerOf([]), {})?.split('\n')[0]).toBe(
      'Nothing was there in this window.',
    );
  });
});

describe('trendOf', () => {
  it('has means of as many steps as make it short', () => {
    const day = Array.from({ length: 1_440 }, (_, index) => (index < 720 ? 0 : 80));
    expect(trendOf(day, 100)).toBe('▁▁▁▁▁▁▁▁▁▁▁▁▇▇▇▇▇▇▇▇▇▇▇▇');
    expect(trendOf([null, null, 5, null, ...Array(40).fill(5)], 5)).toBe('·█████████████████████');
  });

  it('is flat where all is nothing', () => {
    expect(trendOf([0, 0], 0)).toBe('▁▁');
  });
});
