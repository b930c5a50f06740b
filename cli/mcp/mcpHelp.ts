import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../tenner.ts', import.meta.url));

const indented = (document: unknown): string =>
  JSON.stringify(document, null, 2)
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');

const server = { command: process.execPath, args: [entry, 'mcp'] };

const claude = {
  mcpServers: { tenner: { ...server, env: { TENNER_URL: 'https://…', TENNER_TOKEN: '…' } } },
};

const vsCode = {
  inputs: [{ type: 'promptString', id: 'tenner-token', description: 'Tenner token', password: true }],
  servers: {
    tenner: {
      type: 'stdio',
      ...server,
      env: { TENNER_URL: 'https://…', TENNER_TOKEN: `\${input:tenner-token}` },
    },
  },
};

/** What `tenner mcp --help` says; the examples are of this installation, ready to be pasted. */
export const mcpHelp = `\
tenner mcp: an MCP server on its input and output, by which an assistant asks the API

An MCP client starts it. Its tools are the API's questions (list_costs, read_health …); each answers with the API's own JSON, the same
figures as everywhere. It changes nothing. Which API is asked, and as whom, is found as by every command at the first question: an
assistant sees the tools without a token, and is told that there is none when it asks.

  --url URL         the API (else TENNER_URL, else the profile’s, else http://127.0.0.1:4570)
  --token TOKEN     whose questions they are (else TENNER_TOKEN, else the profile’s)
  --profile NAME    a profile of ~/.config/tenner/config.json (else TENNER_PROFILE, else default)

Claude Desktop (claude_desktop_config.json), Cursor and others:

${indented(claude)}

VS Code (.vscode/mcp.json), which asks for the token and keeps it:

${indented(vsCode)}

With a profile there need be no env: "args": ["…/tenner.ts", "mcp", "--profile", "NAME"].`;
