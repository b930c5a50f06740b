import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { AwsError } from '#local/aws/jsonService.ts';
import { readBytes } from './readBytes.ts';

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
  const body = await readBytes(request, maxBytes);
  if (body === undefined) throw tooLarge();
  return (request.headers['content-encoding'] === 'gzip' ? inflate(body) : body).toString('utf8');
};
