import { operations } from '#shared/api/operations.ts';
import { questionCommands } from './ask/questionCommands.ts';
import { views } from './ask/views.ts';
import type { Command } from './command.ts';
import { completionCommand } from './completion/completionCommand.ts';
import { mcpCommand } from './mcp/mcpCommand.ts';
import { stackCommands } from './stackCommands.ts';

/** Everything that can be said to `tenner`, in the order of its help. */
export const commands: readonly Command[] = [
  ...questionCommands(operations, views),
  ...stackCommands,
  mcpCommand(operations),
  completionCommand(() => commands),
];
