import * as z from 'zod';
import type { Principal } from '#shared/domain/access.ts';
import { BadInputError } from '#shared/domain/errors.ts';
import { type Instant, instant } from '#shared/domain/time.ts';

/** The part of API Gateway's event (HTTP API, payload format 2.0) that is looked at. */
const eventSchema = z.object({
  rawPath: z.string(),
  rawQueryString: z.string().default(''),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().default(false),
  pathParameters: z.record(z.string(), z.string()).nullish(),
  requestContext: z.object({
    requestId: z.string(),
    /** Milliseconds. */
    timeEpoch: z.int().nonnegative(),
    http: z.object({ method: z.string() }),
    authorizer: z
      .object({
        jwt: z.object({ claims: z.record(z.string(), z.unknown()) }).optional(),
        iam: z.object({ userArn: z.string() }).optional(),
      })
      .optional(),
  }),
});

/** A request as it came, before anything of it is checked. */
export type ApiRequest = {
  id: string;
  /** When it came, as API Gateway has it: `today` is said by this, and by no other clock. */
  at: Instant;
  method: string;
  query: URLSearchParams;
  pathParams: Readonly<Record<string, string>>;
  headers: Readonly<Record<string, string>>;
  body: string | undefined;
  principal: Principal | undefined;
};

/** The claims that say who somebody is, and in which groups. */
export type ClaimNames = { groups: string };

/**
 * The items of a claim as API Gateway hands it on: every claim is a text there, and a list stands as `[a b]`.
 */
export const parseClaimList = (claim: unknown): string[] => {
  const text = typeof claim === 'string' ? claim : '';
  const [, list = text] = /^\[(.*)\]$/s.exec(text) ?? [];
  return list.split(/[\s,]+/).filter((item) => item !== '');
};

const toPrincipal = (
  authorizer: z.infer<typeof eventSchema>['requestContext']['authorizer'],
  names: ClaimNames,
): Principal | undefined => {
  if (authorizer?.iam !== undefined) return { kind: 'iam', arn: authorizer.iam.userArn };
  const claims = authorizer?.jwt?.claims;
  if (claims === undefined) return undefined;
  const subject = typeof claims.sub === 'string' ? claims.sub : '';
  return { kind: 'user', subject, groups: parseClaimList(claims[names.groups]) };
};

/** A name in a path; as it stands where it is not rightly encoded: then it is the name of nothing. */
const decodePart = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** @throws BadInputError for what is no event of an HTTP API. */
export const readApiRequest = (event: unknown, names: ClaimNames): ApiRequest => {
  const parsed = eventSchema.safeParse(event);
  if (!parsed.success) throw new BadInputError('api.event', z.prettifyError(parsed.error));
  const { requestContext, body, isBase64Encoded, pathParameters, ...rest } = parsed.data;
  return {
    id: requestContext.requestId,
    at: instant(Math.floor(requestContext.timeEpoch / 1000)),
    method: requestContext.http.method,
    query: new URLSearchParams(rest.rawQueryString),
    pathParams: Object.fromEntries(
      Object.entries(pathParameters ?? {}).map(([name, text]) => [name, decodePart(text)]),
    ),
    headers: rest.headers,
    body: body === undefined || !isBase64Encoded ? body : Buffer.from(body, 'base64').toString('utf8'),
    principal: toPrincipal(requestContext.authorizer, names),
  };
};
