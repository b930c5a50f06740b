import { FaultyRequestError, type Problem } from '#shared/api/fault.ts';
import {
  BadInputError,
  BrokenDataError,
  ConflictError,
  ForbiddenError,
  NotFoundError,
  PreconditionError,
  UpstreamError,
} from '#shared/domain/errors.ts';
import { mediaTypes } from './respond.ts';

const titles: Readonly<Record<number, string>> = {
  400: 'The request cannot be answered as it is',
  403: 'This is not for you to see or do',
  404: 'There is nothing of that name',
  405: 'This cannot be done here',
  406: 'There is no answer of that media type',
  409: 'Something has changed in the meantime',
  412: 'It is not any more as you know it',
  413: 'The request is too large',
  415: 'The body is of another media type than expected',
  428: 'The version that is to be replaced must be named',
  500: 'Something went wrong here',
  503: 'AWS does not answer just now',
};

/** A throttle or outage of AWS's: the SDK's errors say so. */
const isOutage = (error: unknown): boolean =>
  error instanceof UpstreamError ||
  (error instanceof Error && '$retryable' in error && error.$retryable !== undefined) ||
  (error instanceof Error && '$metadata' in error && '$fault' in error && error.$fault === 'server');

const statusOf = (error: unknown): number => {
  if (error instanceof ForbiddenError) return 403;
  if (error instanceof NotFoundError) return 404;
  if (error instanceof PreconditionError) return error.isMissing ? 428 : 412;
  if (error instanceof ConflictError) return 409;
  if (error instanceof BadInputError) return 400;
  if (error instanceof BrokenDataError) return 500;
  if (isOutage(error)) return 503;
  // The router's and the negotiation's own.
  const isHttp = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number';
  return isHttp && Number(error.statusCode) < 500 ? Number(error.statusCode) : 500;
};

/** What the router and the negotiation mean, for whoever does not know them. */
const details: Readonly<Record<string, string>> = {
  'http.404': 'there is no such path, or none for this method; /v1/openapi.json tells which there are',
  'http.406': `an answer comes as one of ${mediaTypes.join(', ')}; as it is, or as gzip`,
};

const codeOf = (error: unknown, status: number): string =>
  status < 500 && error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : `http.${status}`;

/**
 * An error as problem details: all that the asker can put right, and of what went wrong here nothing but the request's id.
 * @param id the request's.
 */
export const problemOf = (error: unknown, id: string | undefined): Problem => {
  const status = statusOf(error);
  const code = codeOf(error, status);
  return {
    type: `urn:tenner:problem:${code}`,
    title: titles[status] ?? titles[500] ?? '',
    status,
    ...(status < 500 && error instanceof Error && !(error instanceof FaultyRequestError)
      ? { detail: details[code] ?? error.message }
      : {}),
    ...(id === undefined ? {} : { instance: `urn:tenner:request:${id}` }),
    ...(error instanceof FaultyRequestError ? { errors: [...error.faults] } : {}),
  };
};
