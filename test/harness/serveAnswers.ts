import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from './listen.ts';

/** Serves what is to be answered to each request in turn, the last from then on, and keeps what was asked. */
export const serveAnswers = async (...answers: ((response: ServerResponse) => void)[]) => {
  const asked: { method: string; url: string; headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const body = await text(request);
    const answer = answers[Math.min(asked.length, answers.length - 1)];
    asked.push({ method, url, headers, body });
    answer?.(response);
  });
  return { asked, ...(await listen(server)) };
};

/** An answer of some status, with a body of JSON. */
export const answerWith =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  (response: ServerResponse): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
