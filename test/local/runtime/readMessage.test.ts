import { describe, expect, it } from 'vitest';
import { readMessage } from '#local/runtime/delivery/readMessage.ts';

const card = (...texts: string[]) => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: { type: 'AdaptiveCard', body: texts.map((text) => ({ type: 'TextBlock', text })) },
    },
  ],
});

describe('what a request says to its reader', () => {
  it.each([
    ['to Slack, its text', { text: 'one\ntwo' }, { channel: 'slack', subject: undefined, text: 'one\ntwo' }],
    [
      'to Teams, the blocks of its card but for empty ones',
      card('Over budget', 'one', 'two', '', ''),
      { channel: 'teams', subject: 'Over budget', text: 'one\ntwo' },
    ],
    [
      'to a program, its JSON',
      { source: 'tenner' },
      { channel: 'webhook', subject: undefined, text: '{\n  "source": "tenner"\n}' },
    ],
    ['to a program, a text', 'hello', { channel: 'webhook', subject: undefined, text: 'hello' }],
  ])('is %s', (_, body, message) => {
    expect(readMessage(JSON.stringify(body))).toEqual(message);
  });

  it('is the body itself when that is no JSON', () => {
    expect(readMessage('"a"\n"b"')).toMatchObject({ channel: 'webhook', text: '"a"\n"b"' });
  });
});
