import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { budgetSchema } from '#shared/budgets/budgetSchema.ts';
import { budgetsForm } from '#shared/budgets/budgetsForm.ts';
import { formatBudgets, toBudgetFields } from '#shared/budgets/formatBudgets.ts';
import { parseBudgets } from '#shared/budgets/parseBudgets.ts';
import { type Budget, scopeFilter } from '#shared/domain/budgets/budget.ts';
import { type BudgetPeriod, weekDays } from '#shared/domain/budgets/budgetPeriod.ts';
import { noBudgets } from '#shared/domain/budgets/budgetsDocument.ts';
import { thresholdKey } from '#shared/domain/budgets/threshold.ts';
import { formatFilter } from '#shared/domain/formatFilter.ts';
import { money, unitsPerNanoDollar } from '#shared/domain/money.ts';
import { defaultWatches } from '#shared/domain/watches/defaultWatches.ts';
import { FaultyDocumentError } from '#shared/settings/documentFault.ts';
import { actual, actualAmount, budgetOf, burnRate, dayOf, dollars, forecast } from '#test/builders/budget.ts';
import { oddZones, zoneOf } from '#test/builders/zones.ts';

const budget = { name: 'search-month', scope: { team: 'search' }, period: 'month', amount: '1000.00' };

const parse = (...budgets: unknown[]) => parseBudgets(JSON.stringify({ budgets })).budgets;

const faultsIn = (text: string) => {
  try {
    parseBudgets(text);
    return [];
  } catch (error) {
    if (!(error instanceof FaultyDocumentError)) throw error;
    return error.faults.map(({ path, what }) => `${path.join('/')} ${what}`);
  }
};
const faultsOf = (...budgets: unknown[]) => faultsIn(JSON.stringify({ budgets }));
/** Of one budget with some fields changed, without its place. */
const faultsOfField = (given: object) =>
  faultsOf({ ...budget, ...given }).map((fault) => fault.replace('budgets/0', '').replace(/^\//, '').trim());

describe('a budgets document', () => {
  it('needs only what a budget is called, of, for, and how much', () => {
    expect(parse(budget)).toEqual([
      budgetOf({ thresholds: [actual(50), actual(80), actual(100), forecast(100)] }),
    ]);
  });

  it('says everything else, too', () => {
    const document = {
      finance: ['finops@example.com'],
      budgets: [
        {
          name: 'prod',
          scope: { endpoint: 'prod', 'tag:env': 'live' },
          period: { week: 'sunday' },
          timeZone: 'europe/berlin',
          amounts: [{ amount: '900' }, { from: '2026-03-01', amount: '1000.000000001' }],
          basis: 'usage',
          rate: 'charge',
          idle: 'shared',
          thresholds: [
            { on: 'actual', percent: 80 },
            { on: 'actual', amount: '500' },
            { on: 'burnRate', lookBack: '1d', percent: 200 },
          ],
          recipients: ['search@example.com'],
          archived: true,
        },
      ],
      watches: [],
    };
    expect(parseBudgets(JSON.stringify(document))).toEqual({
      finance: ['finops@example.com'],
      budgets: [
        {
          name: 'prod',
          scope: new Map([
            ['endpoint', 'prod'],
            ['tag:env', 'live'],
          ]),
          period: { kind: 'week', firstDay: 'sunday' },
          zone: zoneOf('Europe/Berlin'),
          amounts: [
            { from: undefined, amount: dollars(900) },
            { from: dayOf('2026-03-01'), amount: money(1_000_000_000_001n * unitsPerNanoDollar) },
          ],
          basis: 'usage',
          rate: 'charge',
          idle: 'shared',
          thresholds: [actual(80), actualAmount(500), burnRate(24, 200)],
          recipients: ['search@example.com'],
          archived: true,
        },
      ],
      watches: [],
    });
  });

  it('takes every label of a scope', () => {
    const [all, none, one] = parse(
      { ...budget, name: 'a', scope: 'all' },
      { ...budget, name: 'b', scope: {} },
      { ...budget, name: 'c', scope: { team: 'a, b', costCentre: '4711', 'tag:env': 'prod' } },
    ).map(({ scope }) => formatFilter(scopeFilter(scope)));
    expect([all, none]).toEqual(['', '']);
    expect(one).toBe('costCentre:4711+tag:env:prod+team:"a, b"');
  });

  it('tells all faults at once, each with its place', () => {
    const wrong = {
      budgets: [
        budget,
        budget,
        { ...budget, name: 'x', amount: '-1', basis: 'used', when: 1 },
        {
          ...budget,
          name: 'y',
          thresholds: [
            { on: 'actual', percent: 80 },
            { on: 'actual', percent: 80 },
          ],
        },
      ],
      finance: ['finops'],
      watches: [{}],
      owner: 'x',
    };
    expect(faultsIn(JSON.stringify(wrong))).toEqual([
      ' has an unknown key: "owner"',
      'finance/0 is no e-mail address; expected one such as search@example.com',
      'budgets/2/amount is "-1"; expected dollars above 0 such as "1000.00", with at most 12 digits and 9 places',
      'budgets/2/basis is "used"; expected allocation or usage',
      'budgets/2 has an unknown key: "when"',
      'budgets/3/thresholds/1 is actual 80% again; expected each threshold once',
      'watches/0/watch is no kind of watch; expected spend, idle, freeAccelerators, deployment or collection',
      'budgets/0 has the name of another budget; expected a name of its own',
      'budgets/1 has the name of another budget; expected a name of its own',
    ]);
  });

  it('takes only an amount above nothing, once, and in the order of days', () => {
    const form = 'expected dollars above 0 such as "1000.00", with at most 12 digits and 9 places';
    for (const amount of [
      '0',
      '0.000000000',
      '-5',
      '',
      '1,000',
      '$5',
      '1e3',
      '1234567890123',
      '0.1234567891',
    ])
      expect(faultsOfField({ amount })).toEqual([`amount is "${amount}"; ${form}`]);
    expect(faultsOfField({ amount: 1_000 })).toEqual([`amount is 1000, which is no text; ${form}`]);
    const once = 'says not once what may be spent; expected one of amount and amounts';
    expect(faultsOfField({ amounts: [{ amount: '1' }] })).toEqual([once]);
    expect(faultsOfField({ amount: undefined })).toEqual([once]);
    expect(faultsOfField({ amount: undefined, amounts: [] })).toEqual([
      'amounts is empty; expected at least one',
    ]);
    const amounts = ['2026-03-01', '2026-02-01', undefined, '2026-02-30'].map((from) => ({
      from,
      amount: '1',
    }));
    expect(faultsOfField({ amount: undefined, amounts: amounts.slice(0, 3) })).toEqual([
      'amounts/1 begins on 2026-02-01, which is not after 2026-03-01; expected each amount once, in the order of their days',
      'amounts/2 has no day; expected from in all but the first',
    ]);
    expect(faultsOfField({ amount: undefined, amounts: amounts.slice(3) })).toEqual([
      'amounts/0/from is "2026-02-30"; expected a day such as 2026-03-01, of the years 2015 to 2100',
    ]);
  });

  it('takes only a period that there is', () => {
    const forms =
      'expected "day", "month", "quarter", { "week": "monday" } or { "from": "2026-03-01", "to": "2026-06-01" }';
    const days = `expected one of ${weekDays.join(', ')}`;
    const wrong: [unknown, string][] = [
      [undefined, `is missing; ${forms}`],
      ['year', `is "year"; ${forms}`],
      [{ month: 3 }, `is {"month":3}; ${forms}`],
      ['week', 'is "week"; expected { "week": "monday" }, or another first day'],
      [{ week: 'Munday' }, `is a week from "Munday"; ${days}`],
      [{ week: 'Monday' }, `is a week from "Monday" (is monday meant?); ${days}`],
      [
        { from: '2026-06-01', to: '2026-03-01' },
        'is from 2026-06-01 to 2026-03-01, which is no time; expected the first day, and the day after the last',
      ],
      [
        { from: '2026-02-29', to: '1999-01-01' },
        'is a range of "2026-02-29" and "1999-01-01"; expected a day such as 2026-03-01, of the years 2015 to 2100',
      ],
    ];
    for (const [period, what] of wrong) expect(faultsOfField({ period })).toEqual([`period ${what}`]);
  });

  it('takes only labels and names for a scope', () => {
    const labels = 'expected team, costCentre, product, model, component, endpoint, instanceType or tag:KEY';
    const wrong: [unknown, string][] = [
      [undefined, 'is missing; expected "all" or labels such as { "team": "search" }'],
      ['search', 'is "search"; expected "all" or labels such as { "team": "search" }'],
      [['team'], 'is ["team"]; expected "all" or labels such as { "team": "search" }'],
      [{ Team: 'search' }, `has no label "Team" (is team meant?); ${labels}`],
      [
        { 'tag:': 'x', team: '' },
        `has no label "tag:"; ${labels}, and has team ""; expected a name of 1 to 256 characters`,
      ],
      [{ team: 5 }, 'has team 5; expected a name of 1 to 256 characters'],
    ];
    for (const [scope, what] of wrong) expect(faultsOfField({ scope })).toEqual([`scope ${what}`]);
  });

  it('takes only a zone that there is, and guesses which is meant', () => {
    expect(faultsOfField({ timeZone: 'Europe/Berlni' })).toEqual([
      'timeZone "Europe/Berlni" is unknown; expected an IANA name such as Europe/Berlin, or UTC',
    ]);
    expect(faultsOfField({ timeZone: 'New York' })).toEqual([
      'timeZone "New York" is unknown; expected an IANA name such as America/New_York, or UTC',
    ]);
  });

  it('takes only thresholds that make sense, each once', () => {
    const faultsOfThresholds = (...thresholds: unknown[]) => faultsOfField({ thresholds });
    const percent = 'is no whole number from 1 to 1000; expected one, or an amount';
    for (const wrong of [0, 1_001, 80.5, -1, '80'])
      expect(faultsOfThresholds({ on: 'actual', percent: wrong })).toEqual([
        `thresholds/0/percent ${percent}`,
      ]);
    for (const right of [1, 1_000])
      expect(faultsOfThresholds({ on: 'forecast', percent: right })).toEqual([]);
    const lookBack = (text: string) => faultsOfThresholds({ on: 'burnRate', lookBack: text, percent: 200 });
    for (const right of ['1h', '60m', '65m', '31d', '744h']) expect(lookBack(right)).toEqual([]);
    for (const wrong of ['59m', '61m', '32d', '745h', '6', '1w', '', '6 h'])
      expect(lookBack(wrong)).toEqual([
        `thresholds/0/lookBack is "${wrong}"; expected 1h to 31d in whole five minutes, such as 90m, 6h or 7d`,
      ]);
    const once = 'says not once how much; expected one of percent and amount';
    expect(faultsOfThresholds({ on: 'actual' }, { on: 'forecast', percent: 1, amount: '1' })).toEqual([
      `thresholds/0 ${once}`,
      `thresholds/1 ${once}`,
    ]);
    expect(faultsOfThresholds({ on: 'spent', percent: 1 })).toEqual([
      'thresholds/0/on is of nothing that is known; expected on: "actual", "forecast" or "burnRate"',
    ]);
    expect(
      faultsOfThresholds(
        { on: 'burnRate', lookBack: '1d', percent: 200 },
        { on: 'burnRate', lookBack: '24h', percent: 200 },
      ),
    ).toEqual(['thresholds/1 is burnRate 24h 200% again; expected each threshold once']);
    expect(
      faultsOfThresholds(...Array.from({ length: 21 }, (_, index) => ({ on: 'actual', percent: index + 1 }))),
    ).toEqual(['thresholds has more than 20 thresholds']);
    expect(faultsOfThresholds()).toEqual([]);
  });

  it('takes only people who can be written to, each once', () => {
    for (const wrong of [
      'search',
      'a@b',
      'a b@c.de',
      'Ada <ada@example.com>',
      '@example.com',
      'a@b.de,c@d.de',
    ])
      expect(faultsOfField({ recipients: [wrong] })).toEqual([
        'recipients/0 is no e-mail address; expected one such as search@example.com',
      ]);
    expect(faultsOfField({ recipients: ['a@b.de', 'a@b.de'] })).toEqual([
      'recipients/1 is a@b.de again; expected each address once',
    ]);
  });

  it('takes only a name that can be printed', () => {
    for (const right of ['a', 'search-month', 'Équipe 7, May', 'x'.repeat(100)])
      expect(faultsOfField({ name: right })).toEqual([]);
    for (const wrong of ['', ' a', 'a ', 'a\nb', '\u202ehcraes', 'a\u2028b', 'a\u200bb', '\ud800'])
      expect(faultsOfField({ name: wrong })).toHaveLength(1);
    for (const wrong of ['a/b', '/', '.', '..'])
      expect(faultsOfField({ name: wrong })).toEqual([
        'name has a /, or is nothing but dots; expected a name such as search-month',
      ]);
    expect(faultsOfField({ name: 'x'.repeat(101) })).toEqual(['name is longer than 100 characters']);
  });

  it('refuses what is no JSON', () => {
    expect(() => parseBudgets('budgets:')).toThrow('the budgets document is not JSON');
  });

  it('is described field by field', () => {
    const { properties = {}, required } = z.toJSONSchema(budgetSchema, { io: 'input' });
    expect(required).toEqual(['name', 'scope', 'period']);
    expect(Object.keys(properties)).toEqual([
      'name',
      'scope',
      'period',
      'timeZone',
      'amount',
      'amounts',
      'basis',
      'rate',
      'idle',
      'thresholds',
      'recipients',
      'archived',
    ]);
  });
});

describe('formatBudgets', () => {
  const day = fc
    .integer({ min: Date.UTC(2015, 0) / 86_400_000, max: Date.UTC(2100, 11, 31) / 86_400_000 })
    .map((each) => new Date(each * 86_400_000).toISOString().slice(0, 10));
  const amount = fc.bigInt(1n, 10n ** 21n - 1n).map((nano) => money(nano * unitsPerNanoDollar));
  const period = fc.oneof(
    fc.constantFrom<BudgetPeriod>({ kind: 'day' }, { kind: 'month' }, { kind: 'quarter' }),
    fc.constantFrom(...weekDays).map((firstDay): BudgetPeriod => ({ kind: 'week', firstDay })),
    fc.uniqueArray(day, { minLength: 2, maxLength: 2 }).map(
      ([a = '', b = '']): BudgetPeriod => ({
        kind: 'custom',
        from: dayOf(a < b ? a : b),
        to: dayOf(a < b ? b : a),
      }),
    ),
  );
  const amounts = fc
    .tuple(
      fc.uniqueArray(day, { maxLength: 4 }),
      fc.array(amount, { minLength: 5, maxLength: 5 }),
      fc.boolean(),
    )
    .map(([days, each, isOpen]) => {
      const starts = [...(isOpen || days.length === 0 ? [undefined] : []), ...days.toSorted().map(dayOf)];
      return starts.map((from, index) => ({ from, amount: each[index] ?? money(1n) }));
    });
  const threshold = fc.oneof(
    fc.integer({ min: 1, max: 1_000 }).map(actual),
    fc.integer({ min: 1, max: 1_000 }).map(forecast),
    fc.integer({ min: 1, max: 744 }).map((hours) => burnRate(hours, 150)),
    amount.map((each) => ({ on: 'forecast', level: { kind: 'amount', amount: each } }) as const),
  );
  const budgets: fc.Arbitrary<Budget> = fc.record({
    name: fc.stringMatching(/^[a-z]{1,20}$/),
    scope: fc
      .dictionary(fc.constantFrom('team', 'endpoint', 'tag:env'), fc.string({ minLength: 1 }))
      .map((labels) => new Map(Object.entries(labels).toSorted())),
    period,
    zone: fc.constantFrom(...oddZones),
    amounts,
    basis: fc.constantFrom('allocation', 'usage'),
    rate: fc.constantFrom('cost', 'charge'),
    idle: fc.constantFrom('separate', 'shared'),
    thresholds: fc.uniqueArray(threshold, { maxLength: 6, selector: thresholdKey }),
    recipients: fc.uniqueArray(fc.constantFrom('a@example.com', 'b@example.com')),
    archived: fc.boolean(),
  });

  it('is read back as the same', () => {
    fc.assert(
      fc.property(fc.uniqueArray(budgets, { maxLength: 4, selector: ({ name }) => name }), (each) => {
        const document = { finance: ['finops@example.com'], budgets: each, watches: defaultWatches };
        expect(parseBudgets(formatBudgets(document))).toEqual(document);
      }),
    );
  });

  it('writes what a person would', () => {
    expect(
      toBudgetFields(budgetOf({ scope: new Map(), thresholds: [actualAmount(0.5), burnRate(1.5, 200)] })),
    ).toEqual({
      name: 'search-month',
      scope: 'all',
      period: 'month',
      timeZone: 'UTC',
      amount: '1000.00',
      basis: 'allocation',
      rate: 'cost',
      idle: 'separate',
      thresholds: [
        { on: 'actual', amount: '0.50' },
        { on: 'burnRate', lookBack: '90m', percent: 200 },
      ],
      recipients: [],
      archived: false,
    });
  });
});

describe('budgetsForm', () => {
  it('begins without budgets, and changes no figure', () => {
    expect(budgetsForm.initial).toEqual(parseBudgets('{ "budgets": [] }'));
    expect(budgetsForm.earliestChange(noBudgets, noBudgets)).toBeUndefined();
  });
});
