import * as z from 'zod';
import type { Message } from './message.ts';

const slack = z.looseObject({ text: z.string() });

const textBlock = z.looseObject({ type: z.literal('TextBlock'), text: z.string() });
const teams = z.looseObject({
  type: z.literal('message'),
  attachments: z
    .array(
      z.looseObject({
        content: z.looseObject({ type: z.literal('AdaptiveCard'), body: z.array(z.unknown()) }),
      }),
    )
    .min(1),
});

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** The texts of a card's blocks; an empty one shows nothing. */
const readBlocks = (body: readonly unknown[]): string[] =>
  body.flatMap((block) => {
    const { data } = textBlock.safeParse(block);
    return data === undefined || data.text === '' ? [] : [data.text];
  });

const escaped = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
]);

/** Slack shows what is escaped as what it stands for. */
const toShown = (text: string): string =>
  text.replace(/&(?:amp|lt|gt);/g, (entity) => escaped.get(entity) ?? entity);

/**
 * What an HTTP request says to its reader: Slack shows its `text`, Teams the blocks of its adaptive card, the first one as a
 * headline; anything else is for a program, and is shown as the JSON it is.
 */
export const readMessage = (body: string): Pick<Message, 'channel' | 'subject' | 'text'> => {
  const json = parseJson(body);
  const card = teams.safeParse(json);
  if (card.success) {
    const [subject, ...lines] = card.data.attachments.flatMap(({ content }) => readBlocks(content.body));
    return { channel: 'teams', subject, text: lines.join('\n') };
  }
  const said = slack.safeParse(json);
  if (said.success) return { channel: 'slack', subject: undefined, text: toShown(said.data.text) };
  const text = typeof json === 'string' ? json : JSON.stringify(json, undefined, 2);
  return { channel: 'webhook', subject: undefined, text };
};
