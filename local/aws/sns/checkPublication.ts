import { AwsError } from '#local/aws/jsonService.ts';
import type { Publication } from './publication.ts';

const maxBytes = 262_144;

/** One line of at most 100 ASCII characters that begins with a letter, digit or punctuation mark. */
const isSubject = (subject: string): boolean => /^[!-~][ -~]{0,99}$/.test(subject);

const refuse = (message: string) => new AwsError('InvalidParameter', `Invalid parameter: ${message}`);

/** @throws AwsError for what SNS refuses to publish. */
export const checkPublication = ({ message, subject }: Publication): void => {
  if (message === '') throw refuse('Empty message');
  if (Buffer.byteLength(message) > maxBytes) throw refuse('Message too long');
  if (subject !== undefined && !isSubject(subject)) throw refuse('Subject');
};
