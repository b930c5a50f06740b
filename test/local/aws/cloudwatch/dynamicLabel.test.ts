import { describe, expect, it } from 'vitest';
import { createDynamicLabel } from '#local/aws/cloudwatch/dynamicLabel.ts';
import { nameApart } from '#local/aws/cloudwatch/labelSeries.ts';

const home = { region: 'eu-west-1', accountId: '111122223333' };
const grid = { start: 0, period: 300, values: new Float64Array() };
const origin = {
  metric: { namespace: 'App', name: 'Load', dimensions: { Host: 'a', 'Disk Name': 'd1' } },
  statistic: 'Average',
} as const;

const write = (label: string) => createDynamicLabel(label, home)({ ...grid, origin }, 'the default');

describe('createDynamicLabel', () => {
  it.each([
    [`\${PROP('Dim.Host')}`, 'a'],
    [`\${PROP('Dim.Disk Name')}`, 'd1'],
    [`\${PROP("MetricName")}`, 'Load'],
    [`\${PROP('Namespace')}`, 'App'],
    [`\${PROP('Stat')} of \${PROP('Period')} s`, 'Average of 300 s'],
    [`\${PROP('Region')}/\${PROP('AccountId')}`, 'eu-west-1/111122223333'],
    [`[\${LABEL}]`, '[the default]'],
    [`x\${PROP('Dim.Absent')}y`, 'xy'],
    ['plain $5', 'plain $5'],
  ])('writes %s', (label, text) => {
    expect(write(label)).toBe(text);
  });

  it('writes nothing for what a computed series does not have', () => {
    expect(createDynamicLabel(`\${PROP('MetricName')}\${PROP('Period')}`, home)(grid, 'e1')).toBe('300');
  });

  it.each([
    [`\${LABEL}\${LABEL}`, `A label takes \${LABEL} only once`],
    [`\${LABEL}`.concat(`\${PROP('Stat')}`.repeat(6)), 'A label takes at most 6 dynamic values; this has 7'],
    [`\${MAX}`, `The dynamic value \${MAX} in a label is not known`],
    [`\${PROP('Color')}`, `The dynamic value \${PROP('Color')} in a label is not known`],
  ])('refuses %s', (label, message) => {
    expect(() => write(label)).toThrow(message);
  });
});

describe('nameApart', () => {
  const metric = (name: string, dimensions: Record<string, string>) => ({
    namespace: 'App',
    name,
    dimensions,
  });

  it('names metrics by the dimensions that differ', () => {
    expect(
      nameApart([metric('Load', { Host: 'a', Zone: 'z' }), metric('Load', { Host: 'b', Zone: 'z' })]),
    ).toEqual(['a', 'b']);
  });

  it('names them by metric name too when that differs, and by it alone when nothing does', () => {
    expect(nameApart([metric('Load', { Host: 'a' }), metric('Heat', { Host: 'b' })])).toEqual([
      'Load a',
      'Heat b',
    ]);
    expect(nameApart([metric('Load', { Host: 'a' })])).toEqual(['Load']);
  });
});
