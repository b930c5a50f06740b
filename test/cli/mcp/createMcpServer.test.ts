import { Client } from '@modelcontextprotocol/client';
import { InMemoryTransport } from '@modelcontextprotocol/server';
import { afterEach, describe, expect, it } from 'vitest';
import { createAsker } from '#cli/mcp/createAsker.ts';
import { createMcpServer } from '#cli/mcp/createMcpServer.ts';
import { operations } from '#shared/api/operations.ts';

describe('createMcpServer', () => {
  let stop: (() => Promise<void>) | undefined;
  afterEach(() => stop?.());

  /** A client of a server whose API answers as it is said, and the signals of what it was asked. */
  const open = async (answer: () => Promise<Response>, patienceSeconds?: number) => {
    const signals: (AbortSignal | undefined)[] = [];
    const asker = createAsker(async () => ({
      opts: {
        baseUrl: 'http://127.0.0.1/v1',
        fetch: (_, init) => {
          const { signal } = init ?? {};
          signals.push(signal ?? undefined);
          const aborted = new Promise<Response>((_done, fail) => {
            signal?.addEventListener('abort', () => fail(new Error('aborted')));
          });
          return Promise.race([answer(), aborted]);
        },
      },
      tell: (error) => error,
    }));
    const server = createMcpServer(operations, asker, patienceSeconds);
    const [ours, theirs] = InMemoryTransport.createLinkedPair();
    const client = new Client({ name: 'test', version: '1' });
    await Promise.all([server.connect(ours), client.connect(theirs)]);
    stop = () => client.close();
    return { client, signals };
  };
  const never = () => new Promise<Response>(() => {});
  const say = async (document: unknown) => Response.json(document);
  const health = { name: 'read_health', arguments: {} };

  it('says that its tools only read', async () => {
    const { client } = await open(never);
    const { tools } = await client.listTools();
    expect(tools.map(({ annotations }) => annotations?.readOnlyHint)).toEqual(tools.map(() => true));
    expect(client.getServerCapabilities()).toEqual({ tools: { listChanged: false } });
    expect(client.getInstructions()).toContain('`costUsd` is null where no price is known');
  });

  it('gives the answer as it is, and says where it goes on', async () => {
    const document = { total: { costUsd: '0.100000000' }, rows: [{ model: 'a\u009b2K\u202e' }], next: 'abc' };
    const { client } = await open(() => say(document));
    const { content, structuredContent, isError } = await client.callTool({
      name: 'list_costs',
      arguments: { window: '7d' },
    });
    expect([structuredContent, isError]).toEqual([document, undefined]);
    expect(content).toEqual([
      {
        type: 'text',
        text: '{"total":{"costUsd":"0.100000000"},"rows":[{"model":"a\\u009b2K\\u202e"}],"next":"abc"}',
      },
      {
        type: 'text',
        text: 'There are more rows: the same question with `cursor` as `next` has it gives those that follow.',
      },
    ]);
  });

  it('asks no more when nobody waits for the answer', async () => {
    const { client, signals } = await open(never);
    const given = new AbortController();
    const call = client.callTool(health, { signal: given.signal });
    await expect.poll(() => signals.length).toBe(1);
    given.abort('enough');
    await expect(call).rejects.toThrow();
    await expect.poll(() => signals[0]?.aborted).toBe(true);
  });

  it('says so when an answer takes too long, and asks no more', async () => {
    const { client, signals } = await open(never, 0.1);
    expect(await client.callTool(health)).toMatchObject({
      isError: true,
      content: [{ text: expect.stringMatching(/^there was no answer within 0.1 s: ask again/) }],
    });
    expect(signals[0]?.aborted).toBe(true);
  });

  it('refuses a tool that it has not', async () => {
    const { client } = await open(never);
    await expect(client.callTool({ name: 'replace_owners', arguments: {} })).rejects.toThrow('not found');
  });
});
