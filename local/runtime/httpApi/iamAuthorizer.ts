import { createHash, timingSafeEqual } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { type HttpCall, headerOf, pathOf } from '#local/aws/wire/httpCall.ts';
import type { Clock } from '#local/clock.ts';
import { NodeSha256 } from '#shared/aws/nodeSha256.ts';
import type { AuthorizerContext } from './createEvent.ts';
import { messageAnswer } from './messageAnswer.ts';
import { parseSignature, type SignatureHeader } from './parseSignature.ts';
import type { Verdict } from './verdict.ts';

const service = 'execute-api';

/** The stand-ins' one secret; the access key says as whom one calls: `local`, or `local-<role>`. */
const secretAccessKey = 'local';
const accessKey = /^local(?:-([\w+=,.@-]{1,64}))?$/;

/** How far a signature may be from the run's time, either way. */
const skewSeconds = 5 * 60;

/** `20261122T120000Z` to epoch seconds. */
const parseAmzDate = (text: string): number | undefined => {
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const time = iso === text ? Number.NaN : Date.parse(iso) / 1000;
  return Number.isNaN(time) ? undefined : time;
};

const decodeText = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Names and values of a query, decoded, a name with several values as a list; a plus sign is a plus sign here. */
const readQuery = ({ target }: HttpCall): Record<string, string[]> => {
  const [, query = ''] = /\?(.*)$/s.exec(target) ?? [];
  const pairs = query.split('&').filter((pair) => pair !== '');
  const decoded = pairs.map((pair) => {
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    return [decodeText(name), decodeText(value)] as const;
  });
  const byName = Map.groupBy(decoded, ([name]) => name);
  return Object.fromEntries([...byName].map(([name, found]) => [name, found.map(([, value]) => value)]));
};

/** Whether the header says of the body what is true of it, if it is there. */
const isBodyAsSaid = (call: HttpCall, body: Buffer): boolean => {
  const said = headerOf(call, 'x-amz-content-sha256');
  return said === undefined || said === createHash('sha256').update(body).digest('hex');
};

/** The host and everything of AWS's own must be signed, or it could be changed on the way. */
const areEnoughSigned = ({ headers }: HttpCall, signedHeaders: readonly string[]): boolean =>
  headers.every(([name]) => (name !== 'host' && !name.startsWith('x-amz-')) || signedHeaders.includes(name));

/** Signs a request again, the way its caller must have, and gives what its header must say. */
const signAgain = async (
  call: HttpCall,
  body: Buffer,
  { accessKeyId, signedHeaders }: SignatureHeader,
  { region, signedAt }: { region: string; signedAt: number },
): Promise<SignatureHeader | undefined> => {
  const signer = new SignatureV4({
    service,
    region,
    credentials: { accessKeyId, secretAccessKey },
    sha256: NodeSha256,
    applyChecksum: false,
  });
  const headers = signedHeaders.map((name) => [name, headerOf(call, name) ?? '']);
  const signed = await signer.sign(
    {
      method: call.method,
      protocol: 'http:',
      hostname: '127.0.0.1',
      path: pathOf(call),
      query: readQuery(call),
      headers: Object.fromEntries(headers),
      body,
    },
    { signingDate: new Date(signedAt * 1000), signableHeaders: new Set(signedHeaders) },
  );
  return parseSignature(signed.headers.authorization ?? '');
};

const describeCaller = (accessKeyId: string, accountId: string): AuthorizerContext => {
  const [, role = 'local'] = accessKey.exec(accessKeyId) ?? [];
  // At AWS, the role's id stands before the colon, and the session's name behind it.
  const userId = `${accessKeyId}:local`;
  return {
    iam: {
      accessKey: accessKeyId,
      accountId,
      callerId: userId,
      cognitoIdentity: null,
      principalOrgId: null,
      userArn: `arn:aws:sts::${accountId}:assumed-role/${role}/local`,
      userId,
    },
  };
};

/** Decides by the signature of a request. */
export type IamAuthorizer = (call: HttpCall, body: Buffer) => Promise<Verdict>;

const refused: Verdict = { kind: 'refused', answer: messageAnswer(403, 'Forbidden') };

/**
 * An authorizer by Signature Version 4 in the `Authorization` header, for `execute-api` and the run's region, not older
 * nor newer than five minutes by the run's clock (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html).
 * Every caller with the stand-ins' secret is allowed `execute-api:Invoke`: policies of callers are no part of the stack.
 * A signature in the query is not taken.
 */
export const createIamAuthorizer = (place: {
  region: string;
  accountId: string;
  clock: Clock;
}): IamAuthorizer => {
  const isAuthentic = async (call: HttpCall, body: Buffer, header: SignatureHeader): Promise<boolean> => {
    const signedAt = parseAmzDate(headerOf(call, 'x-amz-date') ?? '');
    if (signedAt === undefined || Math.abs(place.clock.now() - signedAt) > skewSeconds) return false;
    if (!accessKey.test(header.accessKeyId) || !areEnoughSigned(call, header.signedHeaders)) return false;
    if (!isBodyAsSaid(call, body)) return false;
    const right = await signAgain(call, body, header, { region: place.region, signedAt });
    if (right === undefined || right.scope !== header.scope) return false;
    return timingSafeEqual(Buffer.from(right.signature), Buffer.from(header.signature));
  };
  return async (call, body) => {
    const header = parseSignature(headerOf(call, 'authorization') ?? '');
    if (header === undefined || !(await isAuthentic(call, body, header))) return refused;
    return { kind: 'allowed', authorizer: describeCaller(header.accessKeyId, place.accountId) };
  };
};
