import { SignatureV4 } from '@smithy/signature-v4';
import { NodeSha256 } from '#shared/aws/nodeSha256.ts';

/** Keys of an AWS identity, as the SDK's chain of providers finds them. */
export type AwsKeys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string | undefined };

/** What of a request is signed. */
export type Signable = { method: string; url: URL; headers: Headers; body: string | undefined };

const queryOf = (url: URL): Record<string, string[]> => {
  const names = new Set(url.searchParams.keys());
  return Object.fromEntries([...names].map((name) => [name, url.searchParams.getAll(name)]));
};

/**
 * The headers that a request to API Gateway has when it is signed by AWS Signature Version 4, service `execute-api`.
 * @param signedAt the time that the signature is of; valid for five minutes around it.
 */
export const signRequest = async (
  { method, url, headers, body }: Signable,
  { keys, region, signedAt }: { keys: AwsKeys; region: string; signedAt: Date },
): Promise<Headers> => {
  const { accessKeyId, secretAccessKey, sessionToken } = keys;
  const signer = new SignatureV4({
    service: 'execute-api',
    region,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    sha256: NodeSha256,
  });
  const signed = await signer.sign(
    {
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query: queryOf(url),
      headers: { ...Object.fromEntries(headers), host: url.host },
      ...(body === undefined ? {} : { body }),
    },
    { signingDate: signedAt },
  );
  // The client puts the host there itself.
  const { host: _, ...own } = signed.headers;
  return new Headers(own);
};
