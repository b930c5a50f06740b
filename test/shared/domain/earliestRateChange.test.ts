import { describe, expect, it } from 'vitest';
import { earliestRateChange } from '#shared/domain/earliestRateChange.ts';
import { defaultRates } from '#shared/domain/rates.ts';
import { theBeginning } from '#shared/domain/time.ts';
import { ratesWith } from '#test/builders/rates.ts';
import { at } from '#test/builders/samples.ts';

const may = '2026-05-01T00:00:00Z';
const june = '2026-06-01T00:00:00Z';
const plan = { name: 'plan', match: { instanceType: 'ml.g6.*' }, cost: { factor: '0.72' } };
const documentOf = (...rules: object[]) => ratesWith(1, rules).document;

describe('the first time at which two rates documents differ', () => {
  it('is where a rule begins, ends or says another rate', () => {
    expect(earliestRateChange(defaultRates, documentOf({ ...plan, from: may }))).toBe(at(may));
    expect(earliestRateChange(documentOf(plan), documentOf({ ...plan, to: june }))).toBe(at(june));
    expect(earliestRateChange(documentOf(plan), documentOf({ ...plan, cost: { factor: '0.73' } }))).toBe(
      theBeginning,
    );
  });

  it('is where rules that are in force change places', () => {
    const other = { name: 'other', match: { endpoint: 'prod-*' }, charge: 'list', from: may };
    expect(earliestRateChange(documentOf(plan, other), documentOf(other, plan))).toBe(at(may));
  });

  it('is never for a rule by another name, nor for unused commitment', () => {
    const unused = ratesWith(1, [plan], { unusedCommitment: [{ dollarsPerHour: '1.20' }] }).document;
    expect(earliestRateChange(documentOf(plan), unused)).toBeUndefined();
    expect(earliestRateChange(documentOf(plan), documentOf({ ...plan, name: 'of May' }))).toBeUndefined();
  });
});
