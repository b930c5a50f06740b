import { describe, expect, it } from 'vitest';
import type { Bucket } from '#shared/domain/bucket.ts';
import { bucketsOf } from '#shared/domain/time.ts';
import { bucketOf, poolOf, rowOf } from '#test/builders/bucket.ts';
import { rollupOf } from '#test/builders/rollup.ts';
import { at, samplesOf } from '#test/builders/samples.ts';
import { openExplainApi } from '#test/harness/explainApi.ts';

/** Ninety days after January. */
const expired = at('2026-05-02T00:00:00Z');

const bucketsIn = (from: string, to: string): Bucket[] =>
  bucketsOf(at(from), at(to)).map((start) => bucketOf({ start }));

describe('GET /explain, ever deeper', () => {
  it('goes from months down to samples by the window of a child', async () => {
    const times = [
      '2026-01-05T03:10:00Z',
      '2026-01-06T00:00:00Z',
      '2026-02-10T12:00:00Z',
      '2026-03-01T00:00:00Z',
    ];
    const { explain } = await openExplainApi({
      pools: [{ buckets: times.map((time) => bucketOf({ start: at(time) })) }],
      now: at('2026-04-01T00:00:00Z'),
    });
    const seen: [string, number, string | null | undefined][] = [];
    let window: string | null | undefined = '2026-01-01,2026-04-01';
    while (window !== undefined && window !== null) {
      const { depth, children } = await explain(`window=${window}&filter=component:a`);
      const child = children.find(({ gpuSeconds }) => gpuSeconds > 0);
      seen.push([depth, children.length, child?.window]);
      window = child?.window;
    }
    expect(seen).toEqual([
      ['month', 3, '2026-01-01T00:00:00Z,2026-02-01T00:00:00Z'],
      ['day', 31, '2026-01-05T00:00:00Z,2026-01-06T00:00:00Z'],
      ['hour', 24, '2026-01-05T03:00:00Z,2026-01-05T04:00:00Z'],
      ['bucket', 12, '2026-01-05T03:10:00Z,2026-01-05T03:15:00Z'],
      ['slot', 1, null],
    ]);
  });

  it('tells the versions that a figure was read from, to those who see all', async () => {
    const buckets = [bucketOf({ start: at('2026-01-01T00:05:00Z') })];
    const { explain, ledger } = await openExplainApi({ pools: [{ buckets }] });
    await ledger.putBucket(poolOf(), bucketOf({ start: at('2026-01-01T00:05:00Z'), backfilled: true }), 1);
    const hour = 'window=2026-01-01T00:00:00Z,2026-01-01T01:00:00Z';
    const [whole] = (await explain(`${hour}&depth=hour`)).children;
    expect(whole?.items).toMatchObject([
      { level: 'hour', version: 1, madeFrom: [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
    ]);
    const [, second] = (await explain(hour)).children;
    expect(second).toMatchObject({
      backfilled: true,
      items: [{ level: 'bucket', version: 2, madeFrom: null }],
    });
    const own = await explain(hour, { groups: ['team-red'] });
    expect(own.children.some((child) => 'items' in child)).toBe(false);
  });

  it('says since when five minutes are gone, and cuts at hours instead', async () => {
    const { explain } = await openExplainApi({
      pools: [{ buckets: bucketsIn('2026-01-01T00:00:00Z', '2026-01-01T02:00:00Z') }],
      sweptAt: expired,
      now: expired,
    });
    const answer = await explain('window=2026-01-01T00:00:00Z,2026-01-01T02:00:00Z&filter=component:a');
    expect(answer.depth).toBe('hour');
    expect(answer.children.map(({ costUsd }) => costUsd)).toEqual(['1.438000000', '1.438000000']);
    expect(answer.deepest).toEqual({
      level: 'hour',
      text:
        'Down to hours: five minutes and samples are kept for 90 days, and those of the hour from 2026-01-01T00:00:00Z expired on ' +
        '2026-04-01T00:05:00Z.',
    });
  });

  it('says from when on all is kept, where that lies within the window', async () => {
    const { explain } = await openExplainApi({
      pools: [
        {
          buckets: ['2026-01-01T00:00:00Z', '2026-02-25T00:00:00Z'].map((time) =>
            bucketOf({ start: at(time) }),
          ),
        },
      ],
      sweptAt: expired,
      now: expired,
    });
    const { deepest } = await explain('window=2026-01-01,2026-03-01');
    expect(deepest.text).toMatch(/ From 2026-02-01T00:00:00Z on it goes down to samples\.$/);
  });

  it('refuses five minutes that are gone where somebody asks for just these', async () => {
    const { ask } = await openExplainApi({
      pools: [{ buckets: bucketsIn('2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z') }],
      sweptAt: expired,
      now: expired,
    });
    const { status, json } = await ask(
      '/v1/explain?window=2026-01-01T00:00:00Z,2026-01-01T01:00:00Z&depth=bucket',
    );
    expect(status).toBe(404);
    expect(json).toMatchObject({
      type: 'urn:tenner:problem:ledger.too_fine',
      detail: 'the hour from 2026-01-01T00:00:00Z is not kept by five minutes: ask for whole hours',
    });
  });

  it('cuts at UTC’s days where a zone’s midnights would cut hours that are kept as a whole', async () => {
    const { explain } = await openExplainApi({
      pools: [{ buckets: bucketsIn('2026-01-01T18:00:00Z', '2026-01-01T19:00:00Z') }],
      sweptAt: expired,
      now: expired,
    });
    const window = 'window=2026-01-01T00:00:00Z,2026-01-05T00:00:00Z&zone=Asia/Kolkata';
    const { depth, children } = await explain(window);
    expect([depth, children.length, children[0]?.to]).toEqual(['day', 4, '2026-01-02T00:00:00Z']);
  });

  it('says of an hour that never had five minutes where it came from', async () => {
    const { explain, ledger } = await openExplainApi({ pools: [{ buckets: [] }] });
    const origin = {
      kind: 'samples' as const,
      samples: [samplesOf({ instances: { 'i-1': '1*30' } })],
      invocations: new Map(),
    };
    await ledger.putRollup(poolOf(), rollupOf({ origin, backfilled: true }), 0);
    const { deepest, children } = await explain('window=2026-01-01T00:00:00Z,2026-01-01T01:00:00Z');
    expect(deepest).toEqual({
      level: 'hour',
      text:
        'Down to hours: the hour from 2026-01-01T00:00:00Z was stored directly from hourly metrics, because CloudWatch had nothing finer ' +
        'of that time any more.',
    });
    expect(children).toMatchObject([
      { backfilled: true, items: [{ level: 'hour', version: 1, madeFrom: null }] },
    ]);
  });

  it('says that there is nothing where there is nothing', async () => {
    const { explain } = await openExplainApi({ pools: [] });
    const { total, formula, deepest, children } = await explain(
      'window=2026-01-01T00:00:00Z,2026-01-01T00:10:00Z',
    );
    expect(total).toEqual({ gpuSeconds: 0, costUsd: '0.000000000', unpricedGpuSeconds: 0 });
    expect(formula).toBe('nothing = $0.000000000');
    expect(deepest).toEqual({ level: null, text: 'There is nothing in this window to look into.' });
    expect(children.map(({ costUsd }) => costUsd)).toEqual(['0.000000000', '0.000000000']);
  });

  it('gives children in pages, each of them once', async () => {
    const { ask, explain } = await openExplainApi({
      pools: [{ buckets: bucketsIn('2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z') }],
    });
    const url = 'window=2026-01-01T00:00:00Z,2026-01-01T01:00:00Z&limit=5';
    const first = await explain(url);
    const second = await explain(`${url}&cursor=${first.next}`);
    const third = await explain(`${url}&cursor=${second.next}`);
    const pages = [first, second, third];
    expect(pages.map(({ children }) => children.length)).toEqual([5, 5, 2]);
    expect(new Set(pages.flatMap(({ children }) => children.map(({ from }) => from))).size).toBe(12);
    expect(third.next).toBeNull();
    const { status } = await ask(`/v1/explain?${url}&depth=hour&cursor=${first.next}`);
    expect(status).toBe(400);
  });

  it('refuses a cursor that somebody wrote of a window that is none', async () => {
    const { ask, explain } = await openExplainApi({
      pools: [{ buckets: bucketsIn('2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z') }],
    });
    const url = 'window=2026-01-01T00:00:00Z,2026-01-01T01:00:00Z&depth=bucket';
    const { next } = await explain(`${url}&limit=5`);
    const { q } = JSON.parse(Buffer.from(next ?? '', 'base64url').toString('utf8'));
    for (const w of [
      [0, 9_000_000_000_000],
      [1, 2],
      [1_767_225_600, 1_767_225_300],
    ]) {
      const cursor = Buffer.from(JSON.stringify({ q, w, k: [0] })).toString('base64url');
      const { status, json } = await ask(`/v1/explain?${url}&cursor=${cursor}`);
      expect(status).toBe(400);
      expect(json).toMatchObject({ errors: [{ parameter: 'cursor' }] });
    }
  });

  it('gives children as a table', async () => {
    const { ask } = await openExplainApi({
      pools: [{ buckets: [bucketOf({ start: at('2026-01-01T00:00:00Z'), allocated: [rowOf()] })] }],
    });
    const csv = async (query: string) => {
      const { text, headers } = await ask(`/v1/explain?${query}&filter=component:a`, {
        headers: { accept: 'text/csv' },
      });
      expect(headers['tenner-meta']).toMatch(/"currency":"USD"/);
      return text.split('\r\n');
    };
    expect(await csv('window=2026-01-01T00:00:00Z,2026-01-01T00:10:00Z')).toEqual([
      'from,to,gpuSeconds,vcpuSeconds,costUsd,unpricedGpuSeconds,idleUsd,aloneUsd,completeness,evidence,state,backfilled,version,kind,reason,' +
        'instance,component,container,accelerator,publishSeconds,seen,expected,text,window',
      '2026-01-01T00:00:00Z,2026-01-01T00:05:00Z,300,,0.119833333,0,,,1,sampled,settled,false,1,,,,,,,,,,,"2026-01-01T00:00:00Z,2026-01-01T00:05:00Z"',
      '2026-01-01T00:05:00Z,2026-01-01T00:10:00Z,0,,0.000000000,0,,,1,,estimated,false,,,,,,,,,,,,"2026-01-01T00:05:00Z,2026-01-01T00:10:00Z"',
      '',
    ]);
    expect((await csv('window=2026-01-01T00:00:00Z,2026-01-01T00:05:00Z'))[1]).toBe(
      '2026-01-01T00:00:00Z,2026-01-01T00:05:00Z,300,,0.119833333,0,,,1,sampled,settled,false,1,,,i-1,a,c-1,gpu_0,10,30,30,"component a, copy c-1 on i-1, gpu_0: 30 of 30 samples × 10 s × 1 GPU = 300 GPU-seconds",',
    );
  });

  it('refuses places, by which rows are divided from samples', async () => {
    const { ask } = await openExplainApi({ pools: [] });
    const { status, json } = await ask(
      '/v1/explain?window=2026-01-01&aggregate=team,instance&filter=copy:c-1',
    );
    expect([status, json]).toMatchObject([
      400,
      { errors: [{ parameter: 'aggregate' }, { parameter: 'filter' }] },
    ]);
  });

  it('tells every fault of a question at once', async () => {
    const { ask } = await openExplainApi({ pools: [] });
    const answered = await ask(
      '/v1/explain?window=2026-01-01,2026-03-01&depth=slot&step=1d&limit=0&filter=tem:x',
    );
    expect(answered.status).toBe(400);
    expect(answered.json).toMatchObject({
      errors: [
        { parameter: 'step', detail: 'is no parameter here' },
        { parameter: 'filter' },
        { parameter: 'limit' },
        {
          parameter: 'depth',
          detail: 'slot is for windows of 15 minutes at most; expected bucket, or a shorter window',
        },
      ],
    });
  });
});
