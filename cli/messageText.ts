import { plainLines, plainText } from '#cli/plainText.ts';
import type { Message } from '#local/runtime/delivery/message.ts';
import { formatInstant, instant } from '#shared/domain/time.ts';

/** A message as a terminal shows it: when it went where, its headline, and what it says, indented. */
export const messageText = ({ channel, to, subject, text, at }: Message): string => {
  const head = `${formatInstant(instant(Math.floor(at)))}  ${channel} to ${plainText(to)}`;
  const lines = [...(subject === undefined ? [] : [plainText(subject), '']), ...plainLines(text).split('\n')];
  return [head, ...lines.map((line) => (line === '' ? '' : `  ${line}`)), ''].join('\n');
};
