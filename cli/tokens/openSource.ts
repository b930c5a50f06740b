import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { UsageError } from '#cli/usageError.ts';

/** AWS's own names for an object, or its bucket, that is not there. */
const missing: readonly string[] = ['NoSuchKey', 'NoSuchBucket', 'NotFound'];

/** Elsewhere than at AWS a bucket is part of the path: no name of a machine is made of it. */
const forcePathStyle = (process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL) !== undefined;

const openObject = async (name: string, Bucket: string, Key: string): Promise<Readable> => {
  const { Body } = await new S3Client({ forcePathStyle })
    .send(new GetObjectCommand({ Bucket, Key }))
    .catch((error: unknown) => {
      const isMissing = error instanceof Error && missing.includes(error.name);
      throw isMissing ? new UsageError(`--tokens ${name}: no such object`) : error;
    });
  if (Body instanceof Readable) return Body;
  throw new UsageError(`--tokens ${name}: is empty`);
};

/**
 * The bytes of a file, or of an object in S3 that is named `s3://BUCKET/KEY`, read as whoever asks may.
 * @throws UsageError for an object that is not there.
 */
export const openSource = async (name: string): Promise<Readable> => {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(name) ?? [];
  return bucket === undefined || key === undefined ? createReadStream(name) : openObject(name, bucket, key);
};
