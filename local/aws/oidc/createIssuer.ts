import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { type HttpAnswer, type HttpHandler, pathOf } from '#local/aws/wire/httpCall.ts';
import type { Clock } from '#local/clock.ts';

/** Where the issuer stands on the one port. */
const issuerPath = '/oidc';

const audience = 'tenner';

/** The claim that lists groups. */
export const groupsClaim = 'groups';

const algorithm = 'RS256';
const keyId = 'local';

/** Whom a token is for, and how long: from now, by the run's clock, an hour when absent. */
export type TokenRequest = { subject: string; groups?: readonly string[]; expiresInSeconds?: number };

/** A stand-in for an OpenID Connect issuer, such as a Cognito user pool. */
export type Issuer = {
  /** As tokens name it in `iss`. */
  url: string;
  /** Whom tokens are meant for, as they name it in `aud`. */
  audience: string;
  /** Serves the issuer's description and its public key. */
  handle: HttpHandler;
  /** A signed token, with the claims `iss`, `aud`, `sub`, `iat`, `exp` and, as a list, `groups`. */
  issueToken(request: TokenRequest): Promise<string>;
};

const answerJson = (value: unknown): HttpAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

const notFound: HttpAnswer = {
  status: 404,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: 'the issuer has no such page' }),
};

const createKeys = async () => {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: false });
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid: keyId, alg: algorithm, use: 'sig' } };
};

/**
 * Creates the issuer of a run. Its key pair is made when it is first needed, stays in memory and cannot be taken out;
 * a new run has a new one, so a token ends with its run.
 * @param frontUrl the one port, such as `http://127.0.0.1:4570`.
 */
export const createIssuer = (frontUrl: string, clock: Clock): Issuer => {
  const url = `${frontUrl}${issuerPath}`;
  let created: ReturnType<typeof createKeys> | undefined;
  const readKeys = () => {
    created ??= createKeys();
    return created;
  };
  const describe = () => ({
    issuer: url,
    jwks_uri: `${url}/jwks.json`,
    id_token_signing_alg_values_supported: [algorithm],
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
  });
  return {
    url,
    audience,
    handle: async (call) => {
      const path = pathOf(call);
      if (path !== issuerPath && !path.startsWith(`${issuerPath}/`)) return undefined;
      if (call.method !== 'GET') return notFound;
      if (path === `${issuerPath}/.well-known/openid-configuration`) return answerJson(describe());
      if (path === `${issuerPath}/jwks.json`) return answerJson({ keys: [(await readKeys()).jwk] });
      return notFound;
    },
    issueToken: async ({ subject, groups = [], expiresInSeconds = 3_600 }) => {
      const now = Math.floor(clock.now());
      return await new SignJWT({ [groupsClaim]: [...groups] })
        .setProtectedHeader({ alg: algorithm, kid: keyId, typ: 'JWT' })
        .setIssuer(url)
        .setAudience(audience)
        .setSubject(subject)
        .setIssuedAt(now)
        .setExpirationTime(now + expiresInSeconds)
        .sign((await readKeys()).privateKey);
    },
  };
};
