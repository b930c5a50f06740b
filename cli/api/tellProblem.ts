import * as z from 'zod';
import { plainText } from '#cli/plainText.ts';
import { type Problem, problemSchema } from '#shared/api/fault.ts';
import type { ApiError } from '#shared/client/apiError.ts';
import { ApiFailure } from './apiFailure.ts';
import type { Connection } from './resolveConnection.ts';
import { nameAnother } from './tellNetworkFailure.ts';

export type Asked = Connection & {
  configFile: string;
  /** What a parameter is called here: `--share-idle`, `ENDPOINT`. */
  nameOf(parameter: string): string;
};

/** What API Gateway itself says, of what never came to the API. */
const gatewaySchema = z.object({ message: z.string() });

/** Everything that is wrong, each on a line of its own where it is more than one thing. */
const tellFaults = ({ title, detail, errors = [] }: Problem, { nameOf }: Asked): string => {
  const lines = errors.map(({ parameter, pointer, detail: what }) => {
    // A field of a body is an option, as a parameter is; what is deeper in it is a document's.
    const [, field = parameter] = /^\/(\w+)$/.exec(pointer ?? '') ?? [];
    const name = field === undefined ? pointer : nameOf(field);
    // Each is one line, whatever names are in it.
    return plainText(name === undefined ? what : `${name}: ${what}`);
  });
  const [only, ...more] = lines;
  if (only === undefined) return detail ?? title;
  return more.length === 0
    ? only
    : `${lines.length} things are wrong:\n${lines.map((line) => `  ${line}`).join('\n')}`;
};

/** How to get a token for an API on this machine; elsewhere whoever runs it says. */
const howToGetOne = (url: string): string =>
  /^(127\.|localhost$|\[::1\]$)/.test(new URL(url).hostname) ? '; npm start prints one' : '';

const tellUnknown = ({ url, credentials, configFile }: Asked): string => {
  const ways = `--token, TENNER_TOKEN or a profile in ${configFile}`;
  switch (credentials.kind) {
    case 'none': {
      const why = credentials.withheld === undefined ? '' : ` (${credentials.withheld})`;
      return `${url} wants to know who asks, and there is no token${why}: ${ways} gives one${howToGetOne(url)}`;
    }
    case 'token':
    case 'command':
      return `${url} does not take the token from ${credentials.from}: it has expired, or is of another issuer${howToGetOne(url)}`;
    case 'sigv4':
      return `${url} does not take the signature: is the region ${credentials.region} right, and the clock of this machine?`;
  }
};

const tellRefused = (problem: Problem | undefined, { url, credentials }: Asked): string => {
  const why = problem?.detail ?? problem?.title;
  if (why !== undefined) return `not allowed: ${why}`;
  return credentials.kind === 'sigv4'
    ? `not allowed: ${url} does not let this AWS identity in; it needs execute-api:Invoke there, in region ${credentials.region}`
    : `not allowed: ${url} refuses whoever has this token`;
};

/** What stands in an answer of the API's own; undefined for one of what stands before it. */
const problemOf = (reason: unknown): Problem | undefined => problemSchema.safeParse(reason).data;

/** `in 120 s` where the API says so. */
const whenAgain = (headers: Headers): string => {
  const seconds = headers.get('retry-after');
  return seconds !== null && /^\d{1,6}$/.test(seconds) ? `try again in ${seconds} s` : 'try again later';
};

const tellOutage = ({ status, headers }: ApiError, problem: Problem | undefined, { url }: Asked): string => {
  if (status === 429) return `${url} has too many questions to answer: ${whenAgain(headers)}`;
  if (status === 503)
    return `${url}: ${problem?.title ?? 'it does not answer just now'}: ${whenAgain(headers)}`;
  const id = problem?.instance === undefined ? '' : ` (${problem.instance})`;
  return `${url} failed: ${problem?.title ?? `status ${status}`}${id}`;
};

/** A route that is not there: the API itself would have told of a name. */
const tellMissing = (reason: unknown, { url, configFile }: Asked): string => {
  const message = gatewaySchema.safeParse(reason).data?.message ?? 'status 404';
  return `${url} has no such question (${message}): is it older than this command, or ${nameAnother(url, configFile)}`;
};

/** What is neither an answer nor a problem that the API knows of. */
const tellOther = ({ status, headers }: ApiError, { url }: Asked): string => {
  if (status >= 300 && status < 400)
    return `${url} leads on to ${headers.get('location') ?? 'elsewhere'}, where no token is sent: name the API's own URL`;
  if (status === 200) return `${url} answers with something else than the API does: is the URL right?`;
  return `${url}: status ${status}`;
};

/** An answer that is none, in a sentence for whoever asked. */
export const tellProblem = (error: ApiError, asked: Asked): ApiFailure => {
  const { status, reason } = error;
  const problem = problemOf(reason);
  if (status === 401) return new ApiFailure('refused', tellUnknown(asked));
  if (status === 403) return new ApiFailure('refused', tellRefused(problem, asked));
  if (status === 429 || status >= 500) return new ApiFailure('failed', tellOutage(error, problem, asked));
  if (status === 404 && problem === undefined) return new ApiFailure('question', tellMissing(reason, asked));
  if (problem === undefined) return new ApiFailure('failed', tellOther(error, asked));
  return new ApiFailure([400, 404].includes(status) ? 'question' : 'failed', tellFaults(problem, asked));
};
