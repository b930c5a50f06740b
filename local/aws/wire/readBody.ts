import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { AwsError } from '#local/aws/jsonService.ts';

/** The largest request any of the services takes (DynamoDB's batch write), in bytes. */
const maxBytes = 16 * 1024 * 1024;

const tooLarge = () =>
  new AwsError('RequestEntityTooLargeException', `the request is larger than ${maxBytes} bytes`, {
    status: 413,
  });

const inflate = (bytes: Buffer): Buffer => {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge();
    throw new AwsError(
      'SerializationException',
      'the request body is not gzip, as its Content-Encoding says',
    );
  }
};

/**
 * The request's body as text, inflated when it came as gzip (as SDKs send large `PutMetricData` calls).
 * @throws AwsError when it is over 16 MiB (also inflated), or is not gzip though it says so.
 */
export const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > maxBytes) throw tooLarge();
    chunks.push(bytes);
  }
  const body = Buffer.concat(chunks);
  return (request.headers['content-encoding'] === 'gzip' ? inflate(body) : body).toString('utf8');
};
