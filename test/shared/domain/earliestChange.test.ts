import { describe, expect, it } from 'vitest';
import { earliestChange } from '#shared/domain/earliestChange.ts';
import { defaultOwners } from '#shared/domain/owners.ts';
import { theBeginning } from '#shared/domain/time.ts';
import { documentOf, ruleOf, teamOf } from '#test/builders/owners.ts';
import { at } from '#test/builders/samples.ts';

const may = at('2026-05-01T00:00:00Z');
const may15 = at('2026-05-15T00:00:00Z');
const june = at('2026-06-01T00:00:00Z');
const always = ruleOf('*', 'blue');
const plain = documentOf({ rules: [always] });

describe('from when on documents differ', () => {
  it('is the beginning of a rule that is put before others', () => {
    expect(earliestChange(plain, documentOf({ rules: [ruleOf('a', 'red', { from: may15 }), always] }))).toBe(
      may15,
    );
  });

  it('is the end of a rule that ends earlier or later', () => {
    const ending = (to: typeof may) => documentOf({ rules: [ruleOf('a', 'red', { from: may, to }), always] });
    expect(earliestChange(ending(june), ending(may15))).toBe(may15);
    expect(earliestChange(ending(may15), ending(june))).toBe(may15);
  });

  it('is a change of cost centre, and the end of a team', () => {
    const withTeam = (changes: Parameters<typeof teamOf>[1]) =>
      documentOf({ teams: [teamOf('red', changes), teamOf('blue')], rules: [ruleOf('a', 'red')] });
    const costCentres = [{ costCentre: 'C-2', from: june, to: undefined }];
    expect(earliestChange(withTeam({}), withTeam({ costCentres }))).toBe(june);
    expect(earliestChange(withTeam({}), withTeam({ to: may15, successor: 'blue' }))).toBe(may15);
  });

  it('is the beginning of all where a rule of all time changes', () => {
    expect(earliestChange(plain, documentOf({ rules: [ruleOf('*', 'red')] }))).toBe(theBeginning);
    expect(earliestChange(defaultOwners, plain)).toBe(theBeginning);
  });

  it('is never where only names, contacts or what is recorded change', () => {
    const named = documentOf({
      tags: { component: ['Team', 'Stage'], endpoint: [], model: [] },
      rules: [{ ...always, name: 'another name' }],
    });
    expect(earliestChange(plain, named)).toBeUndefined();
  });
});
