import { type Instant, parseInstant } from '#shared/domain/time.ts';

/** What is right in each column of tokens, in words for whoever has it wrong. */
export const rightTokens = {
  component: 'the name of an inference component',
  minute: 'a whole minute in UTC, such as 2026-05-01T00:05:00Z',
  count: 'a whole number of tokens',
} as const;

export const isComponentName = (text: string): boolean => /^[a-zA-Z0-9-]{1,63}$/.test(text);

/** Undefined for what is no whole minute. */
export const parseMinute = (text: string): Instant | undefined => {
  const minute = parseInstant(text);
  return minute !== undefined && minute % 60 === 0 ? minute : undefined;
};
