import { resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

export type McpText = { isError: boolean; texts: string[]; document: unknown };

/** What the process gets of the environment: what is set, and nothing of what this process has. */
type Variables = Readonly<Record<string, string>>;

/** Starts the real server as an MCP client does, and asks it. */
export const openMcp = async (
  variables: Variables,
  args: readonly string[] = [],
  mode: 'legacy' | 'auto' = 'legacy',
) => {
  const entry = resolve(import.meta.dirname, '../../cli/tenner.ts');
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [entry, 'mcp', ...args],
    env: { PATH: process.env.PATH ?? '', ...variables },
    stderr: 'pipe',
  });
  let log = '';
  transport.stderr?.on('data', (bytes: Buffer) => {
    log += bytes.toString('utf8');
  });
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  await client.connect(transport);
  return {
    client,
    /** What it has written to its error output so far. */
    log: () => log,
    call: async (name: string, given: Readonly<Record<string, unknown>>): Promise<McpText> => {
      const { content, isError, structuredContent } = await client.callTool({
        name,
        arguments: { ...given },
      });
      const texts = content.map((part) => (part.type === 'text' ? part.text : part.type));
      return { isError: isError === true, texts, document: structuredContent };
    },
  };
};
export type OpenMcp = Awaited<ReturnType<typeof openMcp>>;
