import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatDollars, formatSteps, rate } from '#shared/domain/money.ts';
import { ratesOf } from '#shared/domain/ratesOf.ts';
import { instant } from '#shared/domain/time.ts';
import { unusedCommitmentIn } from '#shared/domain/unusedCommitmentIn.ts';
import { parseRates } from '#shared/rates/parseRates.ts';
import { at } from '#test/builders/samples.ts';

const read = (path: string) => readFileSync(resolve(import.meta.dirname, '../../..', path), 'utf8');
const [, example = ''] = /```json\n([\s\S]*?)```/.exec(read('docs/rates.md')) ?? [];

describe('the documented example', () => {
  const document = parseRates(example);
  const list = { from: instant(0), perInstanceHour: rate(5_752_000_000n), source: 'list' };
  const dollars = (instanceType: string, endpoint: string, time: string) => {
    const { rate: cost, chargeRate } = ratesOf(
      { version: 1, document },
      [list],
      { instanceType, endpoint },
      at(time),
    );
    return [cost, chargeRate].map((each) => each && formatSteps(each.perInstanceHour, 9));
  };

  it('pays a plan’s factor from mid-May on, and charges the list price', () => {
    expect(dollars('ml.g6.12xlarge', 'prod', '2026-05-14T23:55:00Z')).toEqual(['5.752000000', '5.752000000']);
    expect(dollars('ml.g6.12xlarge', 'prod', '2026-05-15T00:00:00Z')).toEqual(['4.141440000', '5.752000000']);
  });

  it('charges research nothing in May, and a tenth on top of what a contract says', () => {
    expect(dollars('ml.g6.12xlarge', 'research-1', '2026-05-20T00:00:00Z')).toEqual([
      '4.141440000',
      '0.000000000',
    ]);
    expect(dollars('ml.p5.48xlarge', 'research-1', '2026-06-01T00:00:00Z')).toEqual([
      '41.500000000',
      '45.650000000',
    ]);
  });

  it('tells unused commitment', () => {
    const cost = unusedCommitmentIn(document, {
      from: at('2026-05-14T00:00:00Z'),
      to: at('2026-05-16T00:00:00Z'),
    });
    expect(cost && formatDollars(cost, 2)).toBe('28.80');
  });
});
