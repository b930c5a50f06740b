import { createRemoteJWKSet, errors, type JWTVerifyGetKey, type RemoteJWKSet } from 'jose';
import * as z from 'zod';

/** The issuer's description or keys cannot be had. */
export class IssuerError extends Error {
  override readonly name = 'IssuerError';
  readonly code = 'local.issuer_unreachable';
}

const configuration = z.object({ jwks_uri: z.url() });

/** API Gateway waits 1.5 s for an issuer; here it is the same busy process that answers, and may be slower. */
const timeoutMilliseconds = 15_000;

/** "API Gateway can cache the public key for up to two hours." */
const cacheMilliseconds = 2 * 3_600_000;

const discoverKeys = async (issuer: string): Promise<RemoteJWKSet> => {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMilliseconds) });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const { jwks_uri } = configuration.parse(await response.json());
    return createRemoteJWKSet(new URL(jwks_uri), {
      cacheMaxAge: cacheMilliseconds,
      timeoutDuration: timeoutMilliseconds,
    });
  } catch (cause) {
    throw new IssuerError(`${url} does not say where the issuer's keys are`, { cause });
  }
};

/**
 * The public keys of an issuer, found by its description when a token first needs them, and kept. A description that could
 * not be had is asked for again. A token must name its key, even where there is but one.
 * @throws IssuerError, and JWKSNoMatchingKey when the issuer has no key of that name.
 */
export const createIssuerKeys = (issuer: string): JWTVerifyGetKey => {
  let discovered: Promise<RemoteJWKSet> | undefined;
  const discover = async (): Promise<RemoteJWKSet> => {
    discovered ??= discoverKeys(issuer);
    try {
      return await discovered;
    } catch (error) {
      discovered = undefined;
      throw error;
    }
  };
  return async (header, token) => {
    if (header.kid === undefined) throw new errors.JWKSNoMatchingKey();
    const keys = await discover();
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) throw error;
      throw new IssuerError(`the keys of ${issuer} cannot be read`, { cause: error });
    }
  };
};
