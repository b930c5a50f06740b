import { connectionOptions } from '#cli/api/connectionOptions.ts';
import type { Command } from '#cli/command.ts';
import { parseOptions } from '#cli/parseOptions.ts';
import { UsageError } from '#cli/usageError.ts';
import type { Operation } from '#shared/api/operation.ts';

/** `tenner mcp`, of everything that can be read of the API. */
export const mcpCommand = (operations: readonly Operation[]): Command => ({
  name: 'mcp',
  group: 'machine',
  summary: 'an MCP server by which an assistant asks the API',
  words: [],
  places: [],
  load: async () => {
    const { mcpHelp } = await import('./mcpHelp.ts');
    const connection = Object.keys(connectionOptions);
    return {
      help: mcpHelp,
      options: [
        ...connection.map((name) => ({ name: `--${name}`, choices: [], takesValue: true })),
        { name: '--help', choices: [], takesValue: false },
      ],
      run: async (args) => {
        const { values, positionals } = parseOptions(args, connectionOptions);
        if (positionals.length > 0)
          throw new UsageError(`mcp takes no ${JSON.stringify(positionals[0])}; see tenner mcp --help`);
        const { serveMcp } = await import('./serveMcp.ts');
        await serveMcp(operations, values);
        // Nobody is there to be answered any more: what is still under way, such as a command that waits for a login, need not end.
        process.exit(0);
      },
    };
  },
});
