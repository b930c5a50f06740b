import { createHash, createHmac } from 'node:crypto';

/** What is signed; a test of tampering sends something else. */
export type Unsigned = {
  method: string;
  host: string;
  /** As it goes over the wire. */
  path: string;
  query?: string;
  body?: string | Buffer;
  /** Further headers to sign. */
  headers?: Record<string, string>;
};

export type Signing = {
  accessKeyId?: string;
  secret?: string;
  region?: string;
  service?: string;
  /** `20261122T120000Z`. */
  date?: string;
  /** The day in the credential scope, when it is not that of `date`. */
  day?: string;
};

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();

/** RFC 3986's unreserved characters stay. */
const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const canonicalQuery = (query: string): string =>
  query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
    .toSorted((a, b) => (a < b ? -1 : 1))
    .join('&');

/** Signature Version 4, written from AWS's description of it, apart from the library that the local run checks by. */
export const signRequest = (request: Unsigned, signing: Signing = {}): [string, string][] => {
  const { accessKeyId = 'local', secret = 'local', region = 'us-east-1', service = 'execute-api' } = signing;
  const { date = '20261122T120000Z', day = date.slice(0, 8) } = signing;
  const headers = { ...request.headers, host: request.host, 'x-amz-date': date };
  const sorted = Object.entries(headers).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const signedHeaders = sorted.map(([name]) => name).join(';');
  const canonical = [
    request.method,
    request.path.split('/').map(encode).join('/'),
    canonicalQuery(request.query ?? ''),
    ...sorted.map(([name, value]) => `${name}:${value}`),
    '',
    signedHeaders,
    sha256(request.body ?? ''),
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const text = `AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha256(canonical)}`;
  const key = [day, region, service, 'aws4_request'].reduce<Buffer>(hmac, Buffer.from(`AWS4${secret}`));
  const credential = `Credential=${accessKeyId}/${scope}`;
  return [
    ...Object.entries(headers),
    [
      'authorization',
      `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${signedHeaders}, Signature=${hmac(key, text).toString('hex')}`,
    ],
  ];
};
