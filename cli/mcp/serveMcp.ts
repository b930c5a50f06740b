import { once } from 'node:events';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { ConnectionFlags } from '#cli/api/connectionOptions.ts';
import { openApi } from '#cli/api/openApi.ts';
import { plainText } from '#cli/plainText.ts';
import type { Operation } from '#shared/api/operation.ts';
import { createAsker } from './createAsker.ts';
import { createMcpServer } from './createMcpServer.ts';

const log = (text: string): void => {
  process.stderr.write(`tenner mcp: ${plainText(text)}\n`);
};

/** The library tells of a message that is none by all that it might have been. */
const describe = ({ name, message }: Error): string =>
  name === 'ZodError' ? 'ignored a line that is no JSON-RPC 2.0' : message;

/**
 * Serves MCP on this process's input and output until the input ends. Nothing else is written to the output: what there is to say
 * goes to the error output.
 */
export const serveMcp = async (operations: readonly Operation[], flags: ConnectionFlags): Promise<void> => {
  if (process.stdin.isTTY)
    log('waits for an MCP client on its input; tenner mcp --help says how to set one up');
  const asker = createAsker(() => openApi(flags, 'ignore'));
  const ended = once(process.stdin, 'close');
  serveStdio(() => createMcpServer(operations, asker), { onerror: (error) => log(describe(error)) });
  await ended;
};
