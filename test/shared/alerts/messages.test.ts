import { describe, expect, it } from 'vitest';
import { toBudgetEvents } from '#shared/alerts/toBudgetEvents.ts';
import type { EvaluatedBudget } from '#shared/alerts/toldBudget.ts';
import { toWatchEvents } from '#shared/alerts/toWatchEvents.ts';
import { periodAt } from '#shared/domain/budgets/periodAt.ts';
import { instant } from '#shared/domain/time.ts';
import { defaultWatches } from '#shared/domain/watches/defaultWatches.ts';
import { utc } from '#shared/domain/zone.ts';
import {
  evaluatedOf,
  forecastOf,
  type GivenBudget,
  moversOf,
  newsOfBudgets,
  threeAm,
} from '#test/builders/alerts.ts';
import { actual, actualAmount, burnRate, dollars, forecast } from '#test/builders/budget.ts';
import { figuresOf } from '#test/builders/budgetFigures.ts';
import { at } from '#test/builders/samples.ts';
import { clearedOf, episodeOf, newsOfWatch } from '#test/builders/watchNews.ts';
import { zoneOf } from '#test/builders/zones.ts';

const messageOf = (...evaluated: EvaluatedBudget[]) => {
  const [event] = toBudgetEvents(newsOfBudgets(evaluated));
  return event?.detail.message;
};
const subjectOf = (given: GivenBudget) => messageOf(evaluatedOf(given))?.subject;
const textOf = (...evaluated: EvaluatedBudget[]) => messageOf(...evaluated)?.text;

describe('the subject', () => {
  it('says how a budget stands by its highest threshold', () => {
    expect([
      subjectOf({}),
      subjectOf({ actual: 1_234_567.89 }),
      subjectOf({ news: [{}, { threshold: forecast(100), figure: 1_129.99 }] }),
      subjectOf({ news: [{ threshold: burnRate(6, 200), figure: 17.55 }] }),
      subjectOf({ news: [{ threshold: actualAmount(500.5) }] }),
    ]).toEqual([
      'search-month is at 82 % of $1,000 (May 2026)',
      'search-month is at 123,456 % of $1,000 (May 2026)',
      'search-month is forecast at 112 % of $1,000 (May 2026)',
      'search-month spends at 217 % of its pace over the last 6h (May 2026)',
      'search-month is at 82 % of $1,000 (May 2026)',
    ]);
  });

  it('says what recovered', () => {
    const back = { kind: 'recovered', cause: 'price' } as const;
    expect([
      subjectOf({ actual: 741.06, news: [back] }),
      subjectOf({ news: [{ ...back, threshold: forecast(100), figure: 968 }] }),
      subjectOf({ news: [{ ...back, threshold: burnRate(6, 200), figure: 9 }] }),
    ]).toEqual([
      'search-month is back to 74 % of $1,000 (May 2026)',
      'search-month is forecast back at 96 % of $1,000 (May 2026)',
      'search-month is back to 111 % of its pace over the last 6h (May 2026)',
    ]);
  });

  it('says it of no amount, too', () => {
    const nothing = { amounts: [{ from: undefined, amount: dollars(0) }] };
    expect([
      subjectOf({ budget: nothing, actual: 12.3 }),
      subjectOf({ budget: nothing, news: [{ threshold: burnRate(6, 200), figure: 0 }] }),
    ]).toEqual([
      'search-month is at $12.30 of $0 (May 2026)',
      'search-month spends at 200 % of its pace over the last 6h (May 2026)',
    ]);
  });
});

describe('the text of one budget', () => {
  it('says what, whose, how much, since when, what moved, how sure and what to do', () => {
    const all = evaluatedOf({
      budget: { idle: 'shared' },
      settled: 819.2,
      moved: { quantity: 1.92, idle: -5.75 },
      news: [{ threshold: actual(80) }, { threshold: forecast(100), figure: 1_212.5 }],
      forecast: forecastOf(1_212.5, 1_140, 1_285),
      movers: moversOf(
        ['ranker', 'prod-1', 44.1, 21.3],
        [undefined, 'prod-1', 12.06, 2.5],
        ['canary', undefined, 4.02, -1.1],
        ['not-shown', 'prod-1', 1, 0],
      ),
    });
    expect(textOf(all)).toBe(`search-month is forecast at 121 % of $1,000 (May 2026)

Spent: $823.40 of $1,000.00 (82 %) by 2026-05-21 02:55 UTC; 64 % of the time is gone.
Whose: team search. Counted: what is held, at what is paid, with the idle capacity that it bears.
- forecast 100%: $1,212.50 expected, limit $1,000.00, crossed 2026-05-21 03:00 UTC
- actual 80%: $823.40 spent, limit $800.00, crossed 2026-05-21 03:00 UTC

Cause: quantity. It is capacity held over time, not a price, an owner or a correction.
Since it was last looked at: quantity +$1.92, idle -$5.75.
What moved: spent in 24 h, and change from the 24 h before
- ranker on prod-1: $44.10 (+$21.30)
- idle and unknown capacity on prod-1: $12.06 (+$2.50)
- canary: $4.02 (-$1.10)

How sure: $819.20 settled through 2026-05-21 02:30 UTC, the rest estimated; 99 % of samples seen.
Forecast: $1,212.50 at its end ($1,140.00 to $1,285.00); confidence medium: 20 days of history; by
13 back-casts within 6 % of the amount, four times in five.

What to do: see who holds it, scale in what is not needed, or ask finance for a higher amount.
  tenner explain --window 2026-05 --filter team:search
  tenner costs --window 2026-05 --filter team:search --aggregate component,endpoint --sort -cost \\
    --top 10
  tenner budgets snooze search-month --until 2026-05-22T03:00:00Z --why 'looked at by whom'`);
  });

  it('says less where less is known', () => {
    const everything = evaluatedOf({
      budget: {
        name: "ann's all",
        scope: new Map(),
        basis: 'usage',
        rate: 'charge',
        zone: zoneOf('Asia/Kolkata'),
      },
      news: [10, 20, 30, 40, 50].map((percent) => ({ threshold: actual(percent), found: true })),
    });
    expect(textOf(everything)).toBe(`ann's all is at 82 % of $1,000 (May 2026)

Spent: $823.40 of $1,000.00 (82 %) by 2026-05-21 02:55 UTC; 65 % of the time is gone.
Whose: everything. Counted: what is used, at what teams are charged, with its idle capacity.
- actual 50%: $823.40 spent, limit $500.00, found 2026-05-21 03:00 UTC
- actual 40%: $823.40 spent, limit $400.00, found 2026-05-21 03:00 UTC
- actual 30%: $823.40 spent, limit $300.00, found 2026-05-21 03:00 UTC
- and actual 20%, actual 10%

Cause: quantity. It is capacity held over time, not a price, an owner or a correction.

How sure: $823.40 settled through 2026-05-21 02:30 UTC, the rest estimated; 99 % of samples seen.
No forecast: less than a day of its spend is known.
Found: crossed before anybody looked, because the budget or the threshold is new or was changed.
Its days are those of Asia/Kolkata: they do not tie to the bill, whose days are UTC's.

What to do: see who holds it, scale in what is not needed, or ask finance for a higher amount.
  tenner explain --window 2026-05 --zone Asia/Kolkata --filter 'kind!:variance' --cost-basis usage \\
    --rate charge --share-idle separate
  tenner costs --window 2026-05 --zone Asia/Kolkata --filter 'kind!:variance' --cost-basis usage \\
    --rate charge --share-idle separate --aggregate component,endpoint --sort -cost --top 10
  tenner budgets snooze 'ann'\\''s all' --until 2026-05-22T03:00:00Z --why 'looked at by whom'`);
  });

  it('says that it was snoozed when it was crossed', () => {
    const lines = messageOf(evaluatedOf({ news: [{ at: at('2026-05-19T03:00:00Z') }] }))?.lines;
    expect([lines?.[2], lines?.[6]]).toEqual([
      '- actual 80%: $823.40 spent, limit $800.00, crossed 2026-05-19 03:00 UTC',
      'Crossed while it was snoozed: it is told now that the snooze is over.',
    ]);
  });

  it('forecasts nothing of a period that is over, and says what has no price', () => {
    const period = periodAt({ period: { kind: 'month' }, zone: utc }, at('2026-04-30T00:00:00Z'));
    if (period === undefined) throw new Error('no April');
    const figures = { ...figuresOf({ period, now: threeAm, actual: 823.4 }), hasUnpriced: true };
    const { evaluation, ...given } = evaluatedOf({ figures });
    const crossed = evaluation.crossed.map((each) => ({ ...each, period }));
    const lines = messageOf({ ...given, evaluation: { ...evaluation, crossed } })?.lines;
    expect([lines?.[0], ...(lines?.slice(4, -4) ?? [])]).toEqual([
      'Spent: $823.40 of $1,000.00 (82 %) by 2026-05-21 02:55 UTC; the period is over.',
      'How sure: all of it has settled; 99 % of samples seen. Some of it has no price, and is not counted.',
    ]);
  });

  it('says why capacity is idle, and what would mend that', () => {
    const lines = messageOf(
      evaluatedOf({
        budget: { scope: new Map([['endpoint', 'prod-1']]) },
        news: [{ cause: 'idle' }],
        idleByReason: new Map([
          ['empty', dollars(1)],
          ['stranded', dollars(3)],
          ['unplaced', dollars(2)],
          ['starting', dollars(0)],
        ]),
      }),
    )?.lines;
    expect(lines?.slice(3, 7)).toEqual([
      'Cause: idle. It is capacity that nobody holds, or of which nothing is known.',
      'Why it is idle, and what would mend that:',
      '- stranded, $3.00: free, but too few for any copy; take other instance types, or copies that fit',
      '- unplaced, $2.00: free accelerators beside copies; add copies, or run fewer instances',
    ]);
  });

  it('shows by its cause where to look', () => {
    const lookOf = (cause: 'price' | 'ownership' | 'correction' | 'idle') =>
      messageOf(evaluatedOf({ news: [{ cause }] }))?.lines.at(-2);
    expect((['price', 'ownership', 'correction', 'idle'] as const).map(lookOf)).toEqual([
      'tenner rates',
      'tenner owners',
      'tenner costs --window 2026-05 --filter team:search --share-idle separate --step day',
      'tenner costs --window 2026-05 --filter team:search --share-idle separate --aggregate endpoint --sort -cost',
    ]);
  });
});

describe('the text of many budgets', () => {
  const budgets = Array.from({ length: 12 }, (_, index) =>
    evaluatedOf({
      budget: { name: `budget-${index + 1}`, zone: zoneOf('Europe/Berlin') },
      actual: 900 - index,
      moved: { price: 96.4 },
      news: [{ cause: 'price', found: true }],
      movers: moversOf(['ranker', 'prod-1', 44.1, 21.3]),
    }),
  );

  it('tells two in full, some in short, and how many more there are', () => {
    const [first, second, ...others] = budgets;
    if (first === undefined || second === undefined) throw new Error('no budgets');
    expect(messageOf(first, second)?.subject).toBe('budget-1 is at 90 % of $1,000 (May 2026), and 1 more');
    expect(textOf(first, second, ...others)).toBe(`budget-1 is at 90 % of $1,000 (May 2026), and 11 more

budget-1 is at 90 % of $1,000 (May 2026): actual 80%. Whose: team search.
- Spent: $900.00 of $1,000.00 (90 %) by 2026-05-21 02:55 UTC; 65 % of the time is gone.
- Since it was last looked at: price +$96.40.
- What moved in 24 h: ranker on prod-1: $44.10 (+$21.30)
- How sure: $900.00 settled through 2026-05-21 02:30 UTC, the rest estimated; 99 % of samples seen.

budget-2 is at 89 % of $1,000 (May 2026): actual 80%. Whose: team search.
- Spent: $899.00 of $1,000.00 (89 %) by 2026-05-21 02:55 UTC; 65 % of the time is gone.
- Since it was last looked at: price +$96.40.
- What moved in 24 h: ranker on prod-1: $44.10 (+$21.30)
- How sure: $899.00 settled through 2026-05-21 02:30 UTC, the rest estimated; 99 % of samples seen.

- budget-3 is at 89 % of $1,000 (May 2026). Whose: team search.
- budget-4 is at 89 % of $1,000 (May 2026). Whose: team search.
- budget-5 is at 89 % of $1,000 (May 2026). Whose: team search.
- budget-6 is at 89 % of $1,000 (May 2026). Whose: team search.
- and 6 more budgets, which tenner budgets lists

Cause: price. One changed, or became known.
Found: crossed before anybody looked, because the budget or the threshold is new or was changed.
Their days are those of Europe/Berlin: they do not tie to the bill, whose days are UTC's.

What to do: check the price in the rates document; if it is right, the amount may have to follow.
  tenner explain --window 2026-05 --zone Europe/Berlin --filter team:search --share-idle separate
  tenner rates
  tenner budgets snooze budget-1 --until 2026-05-22T03:00:00Z --why 'looked at by whom'
That is for budget-1; tenner budgets shows how the others stand.`);
  });

  it('has no more lines than a card shows', () => {
    const late = evaluatedOf({ news: [{ cause: 'price', at: instant(threeAm - 300) }] });
    expect(messageOf(late, ...budgets)?.lines).toHaveLength(24);
  });
});

describe('the text of a watch', () => {
  const idle = episodeOf({
    kind: 'idle',
    perHour: dollars(42.5),
    byReason: new Map([['empty', dollars(42.5)]]),
  });
  const idleWatch = defaultWatches.find(({ kind }) => kind === 'idle');
  if (idleWatch === undefined) throw new Error('idle capacity is watched by default');

  it('tells the first in full, and the others in short', () => {
    const others = Array.from({ length: 9 }, (_, index) => ({
      ...idle,
      subject: { ...idle.subject, endpoint: `other-${index + 1}` },
    }));
    const [event] = toWatchEvents(newsOfWatch(idleWatch, { raised: [idle, ...others] }));
    expect(
      event?.detail.message.text,
    ).toBe(`endpoint prod-1 has $42.50 an hour idle (since 2026-05-21 01:00 UTC), and 9 more

Watch "idle capacity": more than $20.00 an hour idle, but for what is idle in a deployment, for 2 h.

- endpoint other-1 has $42.50 an hour idle (since 2026-05-21 01:00 UTC)
- endpoint other-2 has $42.50 an hour idle (since 2026-05-21 01:00 UTC)
- endpoint other-3 has $42.50 an hour idle (since 2026-05-21 01:00 UTC)
- endpoint other-4 has $42.50 an hour idle (since 2026-05-21 01:00 UTC)
- endpoint other-5 has $42.50 an hour idle (since 2026-05-21 01:00 UTC)
- endpoint other-6 has $42.50 an hour idle (since 2026-05-21 01:00 UTC)
- endpoint other-7 has $42.50 an hour idle (since 2026-05-21 01:00 UTC)
- and 2 more, which the event itself lists

Of endpoint prod-1:
- empty, $42.50 an hour: instances without a copy; run fewer, or let them scale in

What to do: see how many accelerators are held and idle, and run fewer instances or fill them.
  tenner capacity prod-1 --window 12h
  tenner explain --window 2026-05-21T01:00:00Z,2026-05-21T03:00:00Z \\
    --filter endpoint:prod-1+kind:idle --share-idle separate

To be told earlier, later or never, change the watch in the budgets document.`);
  });

  it('tells whose a component is, and how sure its usual spend is', () => {
    const component = episodeOf(
      { kind: 'spend', perHour: dollars(12), usualPerHour: dollars(1.5), confidence: 'low' },
      { endpoint: 'prod-1', component: 'ranker', team: 'search' },
    );
    const watch = defaultWatches.find(({ kind }) => kind === 'spend');
    if (watch === undefined) throw new Error('spend is watched by default');
    const [event] = toWatchEvents(newsOfWatch(watch, { raised: [component] }));
    expect(event?.detail.message.lines.slice(0, 3)).toEqual([
      'Watch "team spend": 50 % and $10.00 an hour above what is usual at its hour, for 1 h.',
      'Whose: team search.',
      'How sure: low, by how much is known of earlier days.',
    ]);
  });

  it('tells what is over, how it was and how long it lasted', () => {
    const [event] = toWatchEvents(newsOfWatch(idleWatch, { cleared: [clearedOf(idle)] }));
    expect(
      event?.detail.message.text,
    ).toBe(`endpoint prod-1: high idle capacity is over (2026-05-21 04:30 UTC)

When it was raised:
- endpoint prod-1 has $42.50 an hour idle from 2026-05-21 01:00 UTC on; it lasted 3 h 30 min

Watch "idle capacity": more than $20.00 an hour idle, but for what is idle in a deployment, for 2 h.
What to do: nothing. It is told again if it comes back.`);
  });
});

describe('a name in a message', () => {
  const hostile = '<!channel> & <@U123> @here [pay](https://evil.example)';
  const message = messageOf(evaluatedOf({ budget: { name: hostile } }));

  it('is as it is in a mail', () => {
    expect(message?.text).toContain(`${hostile} is at 82 %`);
  });

  it('calls nobody, and is no link, in a chat', () => {
    expect(message?.chat).toContain(
      '&lt;!channel&gt; &amp; &lt;@\u2060U123&gt; @\u2060here [pay](https://evil.example) is at 82 %',
    );
    expect(message?.chat).not.toMatch(/[<>]/);
  });

  it('hides no link in a card', () => {
    expect(message?.subject).toContain('[pay] (https');
    expect(message?.lines.join()).not.toContain('](');
  });

  it('leaves addresses as they are', () => {
    const named = messageOf(evaluatedOf({ budget: { name: 'of search@example.com' } }));
    expect(named?.chat).toContain('of search@example.com is at');
  });
});

describe('the zones of a message', () => {
  const zonesOf = (...zones: string[]) =>
    textOf(...zones.map((zone, index) => evaluatedOf({ budget: { name: `b${index}`, zone: zoneOf(zone) } })))
      ?.replaceAll('\n', ' ')
      .match(/(Its days|Their days|Not all of these).*? UTC's\./)?.[0];

  it('are said as far as they are not UTC', () => {
    expect(zonesOf('UTC', 'UTC')).toBeUndefined();
    expect(zonesOf('Europe/Berlin')).toBe(
      "Its days are those of Europe/Berlin: they do not tie to the bill, whose days are UTC's.",
    );
    expect(zonesOf('Europe/Berlin', 'Europe/Berlin')).toBe(
      "Their days are those of Europe/Berlin: they do not tie to the bill, whose days are UTC's.",
    );
    expect(zonesOf('UTC', 'Asia/Tokyo', 'Europe/Berlin')).toBe(
      "Not all of these are by days of UTC, but of Asia/Tokyo, Europe/Berlin: such ones do not tie to the bill, whose days are UTC's.",
    );
  });
});
