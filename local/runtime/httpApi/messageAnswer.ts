import type { HttpAnswer } from '#local/aws/wire/httpCall.ts';

/** What an HTTP API answers by itself: its message as JSON. */
export const messageAnswer = (
  status: number,
  message: string,
  headers: HttpAnswer['headers'] = {},
): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ message }),
});
