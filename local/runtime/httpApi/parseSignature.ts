/** What an `Authorization` header of Signature Version 4 says. */
export type SignatureHeader = {
  accessKeyId: string;
  /** Day, region and service: `20261122/us-east-1/execute-api/aws4_request`. */
  scope: string;
  /** Names of the headers that are signed, in lower case. */
  signedHeaders: readonly string[];
  /** 64 hexadecimal digits. */
  signature: string;
};

/**
 * Reads `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`.
 * @returns undefined for anything else, such as the asymmetric Signature Version 4A, which HTTP APIs do not take.
 */
export const parseSignature = (authorization: string): SignatureHeader | undefined => {
  const [, list] = /^AWS4-HMAC-SHA256\s+(.*)$/.exec(authorization) ?? [];
  if (list === undefined) return undefined;
  const fields = new Map(
    list.split(',').map((field) => {
      const [name = '', value = ''] = field.trim().split(/=(.*)/s);
      return [name, value];
    }),
  );
  const [accessKeyId = '', scope] = fields.get('Credential')?.split(/\/(.*)/s) ?? [];
  const signedHeaders = fields.get('SignedHeaders')?.split(';');
  const signature = fields.get('Signature') ?? '';
  if (scope === undefined || signedHeaders === undefined || !/^[0-9a-f]{64}$/.test(signature))
    return undefined;
  return { accessKeyId, scope, signedHeaders, signature };
};
