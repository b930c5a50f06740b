import type { JWTPayload } from 'jose';

const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

const claimText = (value: unknown): string => {
  if (isScalar(value)) return String(value);
  return Array.isArray(value) ? `[${value.map(claimText).join(' ')}]` : JSON.stringify(value);
};

/**
 * A token's claims as `requestContext.authorizer.jwt.claims` has them, every one a string: numbers and booleans as text, a
 * list as `[a b]`, an object as JSON; null falls away. AWS does not write this down; it was measured at the live service
 * (https://github.com/floci-io/floci/pull/2011). A list whose values have spaces cannot be told apart from a longer one.
 */
export const formatClaims = (payload: JWTPayload): Record<string, string> =>
  Object.fromEntries(
    Object.entries(payload).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[name, claimText(value)]],
    ),
  );

/**
 * The scopes of a token: the words of `scp`, else of `scope`, as text or as a list; null when it has neither.
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html)
 */
export const readScopes = ({ scp, scope }: JWTPayload): string[] | null => {
  const claim = scp ?? scope;
  if (Array.isArray(claim)) return claim.map(String);
  return typeof claim === 'string' ? claim.split(/\s+/).filter((word) => word !== '') : null;
};
