import type { IncomingMessage } from 'node:http';

/**
 * A request's body, or undefined when it is longer than `maxBytes`. It is read to its end either way, so that a client
 * in the middle of sending hears the answer.
 */
export const readBytes = async (request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size <= maxBytes) chunks.push(bytes);
  }
  return size > maxBytes ? undefined : Buffer.concat(chunks, size);
};
