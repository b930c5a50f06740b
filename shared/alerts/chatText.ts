/** What Slack and its like read as mentions, channels and links stands between angle brackets. */
const written = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
]);

/** An @ at the head of a word calls people where chats read names in plain text; in an address it does not. */
const calling = /(?<![\p{L}\p{N}._%+-])@(?=\p{L})/gu;

/** Seen nowhere, it keeps what it stands between together, and a name from being one. */
const wordJoiner = '\u2060';

/**
 * A text as an incoming webhook takes it: it reads the same, and no name in it calls anybody or is a link with another face.
 * Escaped as https://docs.slack.dev/messaging/formatting-message-text says.
 */
export const chatText = (text: string): string =>
  text
    .replace(/[&<>]/g, (character) => written.get(character) ?? character)
    .replace(calling, `@${wordJoiner}`);

/** A line of a card, whose Markdown would make a link of `[here](https://…)`. */
export const cardLine = (line: string): string => line.replaceAll('](', '] (');
