import { errors, type JWTPayload, jwtVerify } from 'jose';
import { type HttpCall, headerOf } from '#local/aws/wire/httpCall.ts';
import type { Clock } from '#local/clock.ts';
import type { JwtAuthorizerSpec } from '#local/template/httpApiSpec.ts';
import { createIssuerKeys, IssuerError } from './issuerKeys.ts';
import { formatClaims, readScopes } from './jwtClaims.ts';
import { messageAnswer } from './messageAnswer.ts';
import type { Verdict } from './verdict.ts';

/** "Currently, only RSA-based algorithms are supported." */
const algorithms = ['RS256', 'RS384', 'RS512'];

/** A token that is refused, with why. */
class TokenRefusal extends Error {
  override readonly name = 'TokenRefusal';
  readonly code = 'local.token_refused';
}

const unauthorized = (challenge: string): Verdict => ({
  kind: 'refused',
  answer: messageAnswer(401, 'Unauthorized', { 'www-authenticate': challenge }),
});

/**
 * Why a token is refused, in the words of `error_description`. AWS publishes but one of them, that of the audience
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-jwt.html); the others are of its
 * kind, for whoever tries tokens here, and nothing should read them.
 */
const describeRefusal = (error: unknown): string => {
  if (error instanceof TokenRefusal) return error.message;
  if (error instanceof IssuerError) return 'OIDC discovery endpoint communication error';
  if (error instanceof errors.JWTExpired) return 'the token has expired';
  if (error instanceof errors.JWTClaimValidationFailed)
    return `the token does not have a valid ${error.claim}`;
  if (error instanceof errors.JWKSNoMatchingKey) return 'the token is signed by no key of the issuer';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'the signature of the token is invalid';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'the signing method of the token is invalid';
  if (error instanceof errors.JOSEError) return 'the token is malformed';
  throw error;
};

/** `aud` is what counts where there is one, else `client_id`. */
const checkAudience = ({ aud, client_id }: JWTPayload, audience: readonly string[]): void => {
  const meant = [aud ?? client_id].flat();
  if (meant.some((each) => typeof each === 'string' && audience.includes(each))) return;
  throw new TokenRefusal('the token does not have a valid audience');
};

const checkIssuedAt = ({ iat }: JWTPayload, now: number): void => {
  if (iat !== undefined && iat > now) throw new TokenRefusal('the token is issued in the future');
};

/** Decides by the token of a request; `scopes` are the route's. */
export type JwtAuthorizer = (call: HttpCall, scopes: readonly string[]) => Promise<Verdict>;

/**
 * An authorizer as API Gateway's
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html): the token stands in a
 * header, with or without `Bearer `; its signature is of a key that the issuer publishes and the token names; `iss`, `aud`
 * or `client_id`, `exp`, `nbf` and `iat` hold, without a second of grace. Time is the run's.
 */
export const createJwtAuthorizer = (spec: JwtAuthorizerSpec, clock: Clock): JwtAuthorizer => {
  const keys = createIssuerKeys(spec.issuer);

  const verify = async (token: string): Promise<JWTPayload> => {
    const now = clock.now();
    const { payload } = await jwtVerify(token, keys, {
      algorithms,
      issuer: spec.issuer,
      currentDate: new Date(now * 1000),
      requiredClaims: ['exp'],
    });
    checkAudience(payload, spec.audience);
    checkIssuedAt(payload, now);
    return payload;
  };
  return async (call, scopes) => {
    const token =
      headerOf(call, spec.identityHeader)
        ?.replace(/^bearer(?:\s+|$)/i, '')
        .trim() ?? '';
    if (token === '') return unauthorized('Bearer');
    try {
      const payload = await verify(token);
      const held = readScopes(payload);
      if (scopes.length > 0 && !held?.some((scope) => scopes.includes(scope))) {
        return { kind: 'refused', answer: messageAnswer(403, 'Forbidden') };
      }
      return { kind: 'allowed', authorizer: { jwt: { claims: formatClaims(payload), scopes: held } } };
    } catch (error) {
      const description = describeRefusal(error);
      const scope = scopes.join(' ');
      return unauthorized(`Bearer scope="${scope}" error="invalid_token" error_description="${description}"`);
    }
  };
};
