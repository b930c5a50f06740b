import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandNames } from '#cli/ask/commandNames.ts';
import { kebab } from '#cli/ask/kebab.ts';
import { askableOperations } from '#cli/mcp/askableOperations.ts';
import { toolName } from '#cli/mcp/toolName.ts';
import { plainLines } from '#cli/plainText.ts';
import type { CostsAnswer } from '#shared/api/costsOperation.ts';
import type { Problem } from '#shared/api/fault.ts';
import { operations } from '#shared/api/operations.ts';
import { anyQuestion, type CostQuery, toQuery } from '#test/builders/anyCostQuestion.ts';
import { oddNames, oddWorld, oddWorldAskedAt } from '#test/builders/oddWorld.ts';
import { callTenner } from '#test/harness/callTenner.ts';
import { type OpenMcp, openMcp } from '#test/harness/openMcp.ts';
import { type Finished, runTennerWith } from '#test/harness/runTenner.ts';
import { type ServedApi, serveApi } from '#test/harness/serveApi.ts';
import { armed, expectedCells } from './expectedCells.ts';
import { printedCents, roundedCents } from './printedCents.ts';

const askable = askableOperations(operations);
const commandOf = commandNames(askable, new Map());

const costs = { id: 'listCosts', path: '/costs' } as const;

const askers = ['finance', 'red', 'admin'] as const;
type Asker = (typeof askers)[number];
type Question = {
  id: string;
  path: string;
  /** Names in the path. */
  places?: Readonly<Record<string, string>>;
  query: CostQuery;
  asker: Asker;
};

const anyAsked: fc.Arbitrary<Question> = fc
  .record({ question: anyQuestion(), asker: fc.constantFrom('finance', 'finance', 'red') })
  // Weights are for who sees all.
  .map(({ question, asker }) => ({
    ...question,
    asker: question.query.shareIdle?.includes('=') === true ? 'finance' : asker,
  }));

/** One question in ten is asked of a process of its own; the rest of the same code in this process. */
const ofOwnProcess = 10;

describe('API, command line, CSV and MCP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenner-faces-'));
  let api: ServedApi;
  const mcp = new Map<Asker, OpenMcp>();
  const variablesOf = (asker: Asker) => ({
    TENNER_URL: api.url,
    TENNER_TOKEN: `${asker}-token`,
    TENNER_PROFILE: '',
    XDG_CONFIG_HOME: folder,
    NO_COLOR: '1',
  });
  beforeAll(async () => {
    const tokens = { 'finance-token': ['finance'], 'red-token': ['team-red'], 'admin-token': ['admins'] };
    api = await serveApi({ deps: await oddWorld(), now: oddWorldAskedAt, tokens });
    for (const asker of askers) mcp.set(asker, await openMcp(variablesOf(asker)));
  });
  afterAll(async () => {
    for (const { client } of mcp.values()) await client.close();
    await api.stop();
    rmSync(folder, { recursive: true });
  });

  const http = async ({ path, places = {}, query, asker }: Question, accept: string) => {
    const whole = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(places[name] ?? ''));
    const headers = { authorization: `Bearer ${asker}-token`, accept };
    const response = await fetch(`${api.url}/v1${whole}?${toQuery(query)}`, { headers });
    return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.bytes()) };
  };
  const tenner = async (question: Question, isOwn: boolean, ...form: string[]): Promise<Finished> => {
    const { id, places = {}, query, asker } = question;
    const options = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [`--${kebab(name)}=${value}`],
    );
    const run = isOwn ? runTennerWith : callTenner;
    return run(variablesOf(asker), commandOf.get(id) ?? id, ...Object.values(places), ...options, ...form);
  };
  const callMcp = async ({ id, places, query, asker }: Question) => {
    const server = mcp.get(asker);
    if (server === undefined) throw new Error(`no server of ${asker}`);
    return server.call(toolName(id), { ...places, ...query });
  };

  const checkTable = (answer: CostsAnswer, stdout: string): void => {
    if (answer.rows.length === 0) return;
    const { rows, total } = printedCents(stdout);
    const priced = rows.flatMap((cents) => cents ?? []);
    expect(total).toBe(roundedCents(answer.total.costUsd ?? '0.000000000'));
    expect(priced.reduce((sum, cents) => sum + cents, 0n)).toBe(total);
    const nano = answer.rows.flatMap(({ costUsd }) =>
      costUsd === null ? [] : BigInt(costUsd.replace('.', '')),
    );
    expect(rows.length - priced.length).toBe(answer.rows.length - nano.length);
    if (answer.next !== null || priced.length !== nano.length) return;
    // Rows may stand in another order; if each is near its own amount, so are the least, the next and so on.
    const [printed, exact] = [priced, nano].map((each) =>
      each.toSorted((a, b) => (a < b ? -1 : Number(a > b))),
    );
    for (const [index, cents] of (printed ?? []).entries()) {
      const off = cents * 10_000_000n - (exact?.[index] ?? 0n);
      expect(off > -20_000_000n && off < 20_000_000n).toBe(true);
    }
  };

  /** Asks for the documents and tables, and compares them to the letter. */
  const checkBytes = async (question: Question, hasCsv: boolean, isOwn: boolean) => {
    const json = await http(question, 'application/json');
    const body = json.bytes.toString('utf8');
    expect(json.status, body).toBe(200);
    const answer = JSON.parse(body) as CostsAnswer;
    const document = await tenner(question, isOwn, '--json');
    expect([document.code, document.stderr]).toEqual([0, '']);
    expect(JSON.stringify(JSON.parse(document.stdout))).toBe(body);
    const { isError, texts, document: structured } = await callMcp(question);
    expect(isError).toBe(false);
    expect(JSON.stringify(JSON.parse(texts[0] ?? ''))).toBe(body);
    expect(structured).toEqual(answer);
    expect(texts).toHaveLength(typeof answer.next === 'string' ? 2 : 1);
    if (!hasCsv) return { answer, csv: undefined };
    const csv = await http(question, 'text/csv');
    const table = await tenner(question, isOwn, '--csv');
    expect([csv.status, table.code]).toEqual([200, 0]);
    expect(Buffer.from(table.stdout)).toEqual(csv.bytes);
    return { answer, csv };
  };

  /** What is wrong, as every face says it. */
  const checkRefusal = async (question: Question): Promise<string[]> => {
    const { bytes } = await http(question, 'application/json');
    const { detail, errors = [] } = JSON.parse(bytes.toString('utf8')) as Problem;
    const details = detail === undefined ? errors.map((each) => each.detail) : [detail];
    const refused = await tenner(question, true, '--json');
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    const { isError, texts } = await callMcp(question);
    expect(isError).toBe(true);
    for (const each of details.map(plainLines)) {
      expect(refused.stderr).toContain(each);
      expect(texts[0]).toContain(each);
    }
    return details;
  };

  const check = async (question: Question, isOwn: boolean): Promise<CostsAnswer> => {
    const { answer, csv } = await checkBytes(question, true, isOwn);
    const [columns = [], ...cells] = parse(csv?.bytes ?? '') as string[][];
    expect(cells.map((row) => row.map(armed))).toEqual(expectedCells(answer, columns));
    expect(cells.flat().filter((cell) => /^[=+@\t\r]|^-(?!\d+(\.\d+)?$)/.test(cell))).toEqual([]);
    expect(JSON.parse(csv?.headers.get('tenner-meta') ?? '')).toEqual(answer.meta);

    const shown = await tenner(question, isOwn);
    expect(shown.code).toBe(0);
    expect(shown.stdout).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
    if (question.id === 'listCosts') checkTable(answer, shown.stdout);
    return answer;
  };

  it('give the same figures for a hundred random questions, and for where they go on', async () => {
    let [asked, continued] = [0, 0];
    await fc.assert(
      fc.asyncProperty(anyAsked, async (question) => {
        asked += 1;
        const { next } = await check(question, asked % ofOwnProcess === 0);
        if (typeof next !== 'string') return;
        continued += 1;
        await check({ ...question, query: { ...question.query, cursor: next } }, false);
      }),
      { numRuns: 100, seed: 20260102 },
    );
    expect(continued).toBeGreaterThan(20);
  });

  it('give the same names, whatever they mean to spreadsheets and terminals', async () => {
    const query = { window: '2026-01-02', aggregate: 'team,model,costCentre,product,tag:Team' };
    const { rows } = await check({ ...costs, query, asker: 'finance' }, true);
    for (const name of Object.values(oddNames)) expect(JSON.stringify(rows)).toContain(JSON.stringify(name));
  });

  it.each(askable)(
    'give the same answer of $path, or none',
    async ({ id, path, query, pathParams, hasCsv }) => {
      const given = { window: '2026-01-02T00:00:00Z,2026-01-02T06:00:00Z', limit: '7', endpoint: 'batch' };
      const among = (shape: object) =>
        Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(shape, name)));
      const question = { id, path, places: among(pathParams), query: among(query), asker: 'admin' } as const;
      const { status } = await http(question, 'application/json');
      if (status === 200) await checkBytes(question, hasCsv, false);
      else await checkRefusal(question);
    },
  );

  it.each<[string, Asker, CostQuery, number]>([
    ['nobody has', 'finance', { filter: 'model:none' }, 1],
    ['others have', 'red', { filter: 'team:blue' }, 1],
    ['cannot be', 'finance', { step: '7s', costBasis: 'x', limit: '0' }, 3],
  ])('say the same of what %s', async (_, asker, given, count) => {
    const question = { ...costs, query: { window: '2026-01-02', ...given }, asker };
    expect(await checkRefusal(question)).toHaveLength(count);
  });
});
