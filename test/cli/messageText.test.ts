import { expect, it } from 'vitest';
import { messageText, renderMessages } from '#cli/messageText.ts';

const at = Date.parse('2026-05-22T10:05:00Z') / 1000;

it('shows a mail with its subject and lines', () => {
  const to = 'search@example.com';
  const text = 'search has spent $1,021.50 of $1,000.00.\nchat-70b: $900.00';
  expect(messageText({ channel: 'email', to, subject: 'search is over its budget', text, at })).toBe(
    `2026-05-22T10:05:00Z  email to search@example.com
  search is over its budget

  search has spent $1,021.50 of $1,000.00.
  chat-70b: $900.00
`,
  );
});

it('lets nothing through that would steer the terminal', () => {
  const message = {
    channel: 'slack',
    to: 'https://a\u001b',
    subject: undefined,
    text: 'b\u001b[2J',
    at,
  } as const;
  expect(messageText(message)).toBe('2026-05-22T10:05:00Z  slack to https://a\\x1b\n  b\\x1b[2J\n');
});

it('shows what was sent a line each, and the last one as it reads', () => {
  const mail = (subject: string) =>
    ({ channel: 'email', to: 'search@example.com', subject, text: 'Spent: $5.', at }) as const;
  expect(renderMessages([])).toBe('');
  expect(renderMessages([mail('half is spent'), mail('all is spent')])).toBe(`
Budgets and watches sent 2 messages:

  2026-05-22T10:05:00Z  to search@example.com: half is spent
  2026-05-22T10:05:00Z  to search@example.com: all is spent

The last one reads:

2026-05-22T10:05:00Z  email to search@example.com
  all is spent

  Spent: $5.
`);
});
