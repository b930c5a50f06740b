import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importBudgets } from '#shared/budgets/importBudgets.ts';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import { type BudgetsDocument, noBudgets } from '#shared/domain/budgets/budgetsDocument.ts';
import { formatDollars } from '#shared/domain/money.ts';
import { actual, budgetOf, dayOf, dollars, forecast } from '#test/builders/budget.ts';

const importOf = (lines: readonly string[], budgets: readonly Budget[] = []) =>
  importBudgets({ file: 'plan.csv', text: lines.join('\n') }, { ...noBudgets, budgets });

/** `search-month 2026-01-01 900.00, 2026-02-01 1000.00` */
const toldOf = ({ budgets }: BudgetsDocument): string[] =>
  budgets.map(({ name, amounts }) => {
    const each = amounts.map(({ from, amount }) => `${from ?? 'always'} ${formatDollars(amount, 2)}`);
    return `${name} ${each.join(', ')}`;
  });

const faultsOf = (...lines: string[]): string[] => {
  try {
    importOf(lines);
    return [];
  } catch (error) {
    return error instanceof Error ? error.message.split('\n').map((line) => line.trim()) : [];
  }
};

describe('a plan of a line a team', () => {
  it('becomes a budget a team with an amount a month', () => {
    const { document, ...told } = importOf(['team,2026-01,2026-02', 'search,900,1000', 'ads,50.5,60']);
    expect(toldOf(document)).toEqual([
      'search-month 2026-01-01 900.00, 2026-02-01 1000.00',
      'ads-month 2026-01-01 50.50, 2026-02-01 60.00',
    ]);
    expect(document.budgets[0]).toEqual(
      budgetOf({
        amounts: [
          { from: dayOf('2026-01-01'), amount: dollars(900) },
          { from: dayOf('2026-02-01'), amount: dollars(1_000) },
        ],
        thresholds: [actual(50), actual(80), actual(100), forecast(100)],
      }),
    );
    expect(told).toEqual({ created: ['search-month', 'ads-month'], changed: [], unchanged: [], others: [] });
  });

  it('is read as spreadsheets write it', () => {
    const text =
      '\uFEFF"Team", 2026-02 ,2026-01\r\n"search, ""new""","$1,200.00", $900 \r\n\r\n,,\r\n ads ,"1,234,567.89",1\r\n';
    expect(toldOf(importBudgets({ file: 'plan.csv', text }, noBudgets).document)).toEqual([
      'search, "new"-month 2026-01-01 900.00, 2026-02-01 1200.00',
      'ads-month 2026-01-01 1.00, 2026-02-01 1234567.89',
    ]);
  });

  it('may begin later for some teams, and goes on over years', () => {
    expect(toldOf(importOf(['team,2026-12,2027-01', 'search,,7']).document)).toEqual([
      'search-month 2027-01-01 7.00',
    ]);
    expect(toldOf(importOf(['team,2026-12,2027-01', 'search,6,7']).document)).toEqual([
      'search-month 2026-12-01 6.00, 2027-01-01 7.00',
    ]);
  });

  it('tells everything that is odd, with its line and column', () => {
    const right = 'expected dollars above 0, to the cent, such as 1200, 1,200.00 or $1,200';
    expect(
      faultsOf(
        'team,2026-01,2026-02,Mar 2026',
        'search,9,-1,0',
        ',1,2,3',
        'ads,1,200,3,4',
        'labs,1,,3',
        'x,,,',
        'y,1.200,"1,20",1e3',
      ),
    ).toEqual([
      'the plan has 10 faults:',
      'plan.csv:1: column Mar 2026 is "Mar 2026"; expected a month such as 2026-01, of the years 2015 to 2100',
      `plan.csv:2: column Mar 2026 is "0"; ${right}`,
      `plan.csv:2: column 2026-02 is "-1"; ${right}`,
      'plan.csv:3: column team is empty; expected the code of a team',
      'plan.csv:4 has 5 values; expected 4, and quotes around an amount with commas in it',
      'plan.csv:5: column 2026-02 is empty after a month that has an amount; expected one, because the last would hold on',
      'plan.csv:6 has no amount for "x"; expected one at least',
      `plan.csv:7: column Mar 2026 is "1e3"; ${right}`,
      `plan.csv:7: column 2026-01 is "1.200"; ${right}`,
      `plan.csv:7: column 2026-02 is "1,20"; ${right}`,
    ]);
  });

  it('has each team and month once, and no month left out', () => {
    expect(faultsOf('team,2026-01,2026-03', 'search,1,2')).toEqual([
      'the plan has a fault:',
      'plan.csv:2: column 2026-03 is the next amount for "search" after 2026-01; expected one for 2026-02',
    ]);
    expect(faultsOf('team,2026-01', 'search,1', 'search,2')).toEqual([
      'the plan has a fault:',
      'plan.csv:3: column 2026-01 has an amount for "search" in 2026-01 again, after plan.csv:2: column 2026-01; expected one',
    ]);
    expect(faultsOf('team,2026-01,2026-01', 'search,1,2')).toHaveLength(2);
  });

  it('needs columns and lines', () => {
    const forms =
      'expected a column team and one a month such as 2026-01, or the columns team, month and amount';
    for (const head of ['', 'team', 'cost centre,2026-01'])
      expect(faultsOf(head, 'search,1')).toContain(
        `plan.csv:${head === '' ? 2 : 1} has other columns; ${forms}`,
      );
    expect(faultsOf('')).toContain(`plan.csv:1 has other columns; ${forms}`);
    const apart = 'expected commas, and amounts such as 1200.00';
    expect(faultsOf('team;2026-01', 'search;1.200,00')).toContain(
      `plan.csv:1 has semicolons between its values; ${apart}`,
    );
    expect(faultsOf('team\t2026-01')).toContain(`plan.csv:1 has tabs between its values; ${apart}`);
    expect(faultsOf('team,2026-01')).toContain(
      'plan.csv:1 is the only line; expected one at least for a team',
    );
    expect(faultsOf('team,2026-01', '"search,1')[0]).toMatch(/^plan.csv:2: is not CSV: /);
  });
});

describe('a plan of a line a team and month', () => {
  it('is the same in any order of lines and columns', () => {
    expect(
      toldOf(
        importOf(['month,Team,amount', '2026-02,search,2', '2026-01,search,"$1,000"', '2026-05,ads,3'])
          .document,
      ),
    ).toEqual(['search-month 2026-01-01 1000.00, 2026-02-01 2.00', 'ads-month 2026-05-01 3.00']);
  });

  it('tells everything that is odd', () => {
    expect(
      faultsOf(
        'team,month,amount',
        'search,2026-13,1',
        'search,2026-01,',
        ',2026-01,1',
        'ads,2026-01',
        'ads,2026-01,1',
        'ads,2026-04,1',
      ),
    ).toEqual([
      'the plan has 5 faults:',
      'plan.csv:2: column month is "2026-13"; expected a month such as 2026-01, of the years 2015 to 2100',
      'plan.csv:3: column amount is ""; expected dollars above 0, to the cent, such as 1200, 1,200.00 or $1,200',
      'plan.csv:4: column team is empty; expected the code of a team',
      'plan.csv:5 has 2 values; expected 3, and quotes around an amount with commas in it',
      'plan.csv:7: column month is the next amount for "ads" after 2026-01; expected one for 2026-02',
    ]);
  });
});

describe('a plan for budgets that are there', () => {
  const old = budgetOf({
    amounts: [
      { from: undefined, amount: dollars(1) },
      { from: dayOf('2026-01-01'), amount: dollars(2) },
      { from: dayOf('2026-04-01'), amount: dollars(3) },
    ],
    recipients: ['ada@example.com'],
  });
  const other = budgetOf({ name: 'everything', scope: new Map() });

  it('changes their amounts from its first month on, and nothing else', () => {
    const { document, ...told } = importOf(['team,2026-02,2026-03', 'ads,1,1', 'search,5,6'], [old, other]);
    expect(told).toEqual({
      created: ['ads-month'],
      changed: ['search-month'],
      unchanged: [],
      others: ['everything'],
    });
    expect(toldOf(document)).toEqual([
      'search-month always 1.00, 2026-01-01 2.00, 2026-02-01 5.00, 2026-03-01 6.00',
      'everything always 1000.00',
      'ads-month 2026-02-01 1.00, 2026-03-01 1.00',
    ]);
    expect(document.budgets[0]).toEqual({ ...old, amounts: document.budgets[0]?.amounts });
  });

  it('follows one year with the next', () => {
    const first = importOf(['team,2026-11,2026-12', 'search,1,2']).document.budgets;
    expect(toldOf(importOf(['team,2027-01,2027-02', 'search,3,4'], first).document)).toEqual([
      'search-month 2026-11-01 1.00, 2026-12-01 2.00, 2027-01-01 3.00, 2027-02-01 4.00',
    ]);
  });

  it('does not touch what is something else, or archived', () => {
    const lines = ['team,2026-01', 'search,1', 'ads,2'];
    const ads = budgetOf({ name: 'ads-month', scope: new Map([['team', 'ads']]), archived: true });
    expect(() => importOf(lines, [budgetOf({ period: { kind: 'day' } }), ads])).toThrow(
      'the plan does not fit:\n' +
        '  "search-month" is there, but is not the month of team "search"; expected another name for it\n' +
        '  "ads-month" is archived; expected it taken up again, or the plan without its team',
    );
    const scope = new Map([
      ['endpoint', 'prod'],
      ['team', 'search'],
    ]);
    expect(() => importOf(lines, [budgetOf({ scope })])).toThrow('is not the month of team "search"');
  });

  it('refuses a team whose budget could not be called after it', () => {
    expect(() => importOf(['team,2026-01', `${'x'.repeat(95)},1`])).toThrow(
      'name is longer than 100 characters',
    );
  });

  it('changes nothing when it is given again', () => {
    const cents = fc.integer({ min: 1, max: 10 ** 9 }).map((each) => (each / 100).toFixed(2));
    const team = fc.constantFrom('search', 'ads', 'labs');
    const lines = fc.array(fc.tuple(team, cents, cents), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(lines, (given) => {
        const rows = new Map(given.map(([each, ...amounts]) => [each, [each, ...amounts].join()]));
        const plan = ['team,2026-02,2026-03', ...rows.values()];
        const first = importOf(plan, [old, other]);
        const again = importOf(plan, first.document.budgets);
        expect(again.document).toEqual(first.document);
        expect([again.created, again.changed, again.unchanged.length]).toEqual([[], [], rows.size]);
      }),
    );
  });
});
