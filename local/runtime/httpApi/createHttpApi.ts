import { randomBytes } from 'node:crypto';
import { type HttpAnswer, type HttpCall, type HttpHandler, pathOf } from '#local/aws/wire/httpCall.ts';
import type { Clock } from '#local/clock.ts';
import type { LambdaFunction } from '#local/runtime/lambdaFunction.ts';
import type { HttpApiSpec, JwtAuthorizerSpec, RouteSpec } from '#local/template/httpApiSpec.ts';
import { chooseRoute } from './chooseRoute.ts';
import { createEvent } from './createEvent.ts';
import { decodePath } from './decodePath.ts';
import { createIamAuthorizer } from './iamAuthorizer.ts';
import { invokeRoute } from './invokeRoute.ts';
import { createJwtAuthorizer, type JwtAuthorizer } from './jwtAuthorizer.ts';
import { messageAnswer } from './messageAnswer.ts';
import type { Verdict } from './verdict.ts';

/** Quotas of HTTP APIs: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const maxHeadBytes = 10_240;
const maxBodyBytes = 10 * 1024 * 1024;

/** "Total combined size of request line and header values". */
const headBytes = ({ method, target, httpVersion, headers }: HttpCall): number =>
  headers.reduce(
    (size, [, value]) => size + Buffer.byteLength(value),
    Buffer.byteLength(`${method} ${target} HTTP/${httpVersion}`),
  );

/** As API Gateway names a request: fifteen characters and `=`. */
const createRequestId = (): string => randomBytes(11).toString('base64');

type Place = { region: string; accountId: string; clock: Clock };

/** Asks the authorizer of a route. One authorizer serves all its routes, so that its keys are fetched once. */
const createAuthorize = (place: Place) => {
  const authorizeByIam = createIamAuthorizer(place);
  const byToken = new Map<JwtAuthorizerSpec, JwtAuthorizer>();
  const tokenAuthorizer = (spec: JwtAuthorizerSpec): JwtAuthorizer => {
    const authorizer = byToken.get(spec) ?? createJwtAuthorizer(spec, place.clock);
    byToken.set(spec, authorizer);
    return authorizer;
  };
  return async ({ authorization }: RouteSpec, call: HttpCall, body: Buffer): Promise<Verdict | undefined> => {
    switch (authorization.kind) {
      case 'none':
        return undefined;
      case 'iam':
        return await authorizeByIam(call, body);
      case 'jwt':
        return await tokenAuthorizer(authorization.authorizer)(call, authorization.scopes);
    }
  };
};

/**
 * Serves an HTTP API as API Gateway does: chooses the route, asks its authorizer, and invokes its function with an event
 * in payload format 2.0. CORS and throttling are not there: the template may not have the one, and the other is not
 * simulated.
 *
 * @param options.functions those of the stack.
 */
export const createHttpApi = (
  spec: HttpApiSpec,
  options: Place & { functions: readonly LambdaFunction[] },
): HttpHandler => {
  const { clock, accountId, functions } = options;
  const authorize = createAuthorize(options);

  const answer = async (call: HttpCall, requestId: string): Promise<HttpAnswer> => {
    if (headBytes(call) > maxHeadBytes) return messageAnswer(431, 'Request Header Fields Too Large');
    const path = decodePath(pathOf(call));
    if (path === undefined) return messageAnswer(400, 'Bad Request');
    const match = chooseRoute(spec.routes, call.method, path);
    const target = functions.find((each) => each.spec === match?.route.function);
    if (match === undefined || target === undefined) return messageAnswer(404, 'Not Found');
    const body = await call.readBody(maxBodyBytes);
    if (body === undefined) return messageAnswer(413, 'Request Entity Too Large');
    const verdict = await authorize(match.route, call, body);
    if (verdict?.kind === 'refused') return verdict.answer;
    const admitted = { call, match, path, body, authorizer: verdict?.authorizer, requestId };
    const place = { apiId: spec.id, stage: spec.stage, accountId, now: clock.now() };
    return await invokeRoute(target, createEvent(admitted, place), match.route.timeoutMilliseconds);
  };
  return async (call) => {
    const requestId = createRequestId();
    const { headers, ...rest } = await answer(call, requestId);
    return { ...rest, headers: { ...headers, 'apigw-requestid': requestId } };
  };
};
