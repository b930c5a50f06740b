import { plainLines, plainText } from '#cli/plainText.ts';
import type { Message } from '#local/runtime/delivery/message.ts';
import { formatInstant, instant } from '#shared/domain/time.ts';

/** A message in a line: when, to whom, and its headline. */
export const messageLine = ({ to, subject, text, at }: Message): string => {
  const headline = subject ?? text.split('\n')[0] ?? '';
  return `${formatInstant(instant(Math.floor(at)))}  to ${plainText(to)}: ${plainText(headline)}`;
};

/** A message as a terminal shows it: when it went where, its headline, and what it says, indented. */
export const messageText = ({ channel, to, subject, text, at }: Message): string => {
  const head = `${formatInstant(instant(Math.floor(at)))}  ${channel} to ${plainText(to)}`;
  const lines = [...(subject === undefined ? [] : [plainText(subject), '']), ...plainLines(text).split('\n')];
  return [head, ...lines.map((line) => (line === '' ? '' : `  ${line}`)), ''].join('\n');
};

/** What was sent so far: a line for each message, and the last one as it reads. Nothing for none. */
export const renderMessages = (messages: readonly Message[]): string => {
  const last = messages.at(-1);
  if (last === undefined) return '';
  const lines = messages.map((message) => `  ${messageLine(message)}`).join('\n');
  const count = messages.length === 1 ? 'one message' : `${messages.length} messages`;
  return `\nBudgets and watches sent ${count}:\n\n${lines}\n\nThe last one reads:\n\n${messageText(last)}`;
};
