import type * as z from 'zod';
import { type Fault, FaultyRequestError } from '#shared/api/fault.ts';
import type { Operation } from '#shared/api/operation.ts';
import { type QueryRead, type QueryShape, readQuery } from '#shared/api/readQuery.ts';
import { toPointer } from '#shared/api/toPointer.ts';
import { type Identity, identify, mayAs } from '#shared/domain/access.ts';
import { BadInputError, ForbiddenError } from '#shared/domain/errors.ts';
import type { Instant } from '#shared/domain/time.ts';
import { explainIssue } from '#shared/settings/explainIssue.ts';
import type { ApiRequest } from './apiRequest.ts';
import type { ApiDeps } from './deps.ts';
import { mostFaults } from './mostFaults.ts';
import { readJson } from './readJson.ts';
import type { Answer } from './respond.ts';

/** What an operation is asked, by whom and when. */
export type Asked<Shape extends QueryShape, Body> = {
  request: ApiRequest;
  identity: Identity;
  /** What of the query is right, and what is wrong: whoever goes on with it adds its own faults. */
  query: QueryRead<Shape>;
  path: Readonly<Record<string, string>>;
  body: Body;
  now: Instant;
};

/** An operation with what answers it. */
export type Route = {
  operation: Operation;
  answer(request: ApiRequest, deps: ApiDeps): Promise<Answer>;
};

/** The largest body of an operation that does not say otherwise, in characters. */
const defaultCharacters = 1_000_000;

const nobody: Identity = { subject: '', role: 'team', teams: [] };

/** @throws ForbiddenError that says what is missing and to whom to turn, and nothing of anybody else. */
const admit = async ({ role }: Operation, request: ApiRequest, { access }: ApiDeps): Promise<Identity> => {
  if (role === undefined) return nobody;
  const { principal } = request;
  const { document } = await access.readInForce();
  const identity = principal && identify(document, principal);
  if (identity === undefined)
    throw new ForbiddenError(
      'access.no_grant',
      'you have no grant; an admin gives one in the access document',
    );
  if (mayAs(identity.role, role)) return identity;
  throw new ForbiddenError('access.role', `this asks for the role ${role}; yours is ${identity.role}`);
};

/** The body, or undefined with its faults added. */
const readBody = <Body>(
  {
    body: schema,
    mostCharacters = defaultCharacters,
  }: Pick<Operation, 'mostCharacters'> & {
    body: z.ZodType<Body> | undefined;
  },
  { body }: ApiRequest,
  faults: Fault[],
): Body | undefined => {
  if (schema === undefined) return undefined;
  if (body === undefined || body === '') {
    faults.push({ pointer: '', detail: 'the body is missing; expected JSON' });
    return undefined;
  }
  if (body.length > mostCharacters)
    throw new BadInputError('api.too_large', `the body is larger than ${mostCharacters} characters`);
  const parsed = schema.safeParse(readJson(body));
  if (parsed.success) return parsed.data;
  faults.push(
    ...parsed.error.issues
      .slice(0, mostFaults)
      .map((issue) => ({ pointer: toPointer(issue.path), detail: explainIssue(issue) })),
  );
  return undefined;
};

/** Joins an operation with what answers it: who asks is admitted, and what they ask is read, before that is called. */
export const defineRoute = <
  Shape extends QueryShape,
  Result extends z.ZodType,
  Body extends z.ZodType | undefined,
>(
  operation: Operation<Shape, Result, Body>,
  answer: (
    asked: Asked<Shape, Body extends z.ZodType ? z.output<Body> : undefined>,
    deps: ApiDeps,
  ) => Promise<Answer & { body: z.input<Result> }>,
): Route => ({
  operation,
  answer: async (request, deps) => {
    const identity = await admit(operation, request, deps);
    const query = readQuery(operation.query, request.query, ['filter']);
    const body = readBody(operation, request, query.faults);
    if (operation.body !== undefined && body === undefined) throw new FaultyRequestError(query.faults);
    type Given = Body extends z.ZodType ? z.output<Body> : undefined;
    const asked = {
      request,
      identity,
      query,
      path: request.pathParams,
      body: body as Given,
      now: request.at,
    };
    return answer(asked, deps);
  },
});
