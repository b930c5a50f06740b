import { AwsError } from '#local/aws/jsonService.ts';
import type { WireService } from './wireService.ts';

type Headers = Readonly<Record<string, string | string[] | undefined>>;
export type Route = {
  service: WireService;
  /** Undefined when it stands in the body. */
  operation: string | undefined;
};

const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Whether a Host header names this machine: a page that rebinds its own name to 127.0.0.1 does not. */
export const isLoopbackHost = (host: string | undefined): boolean =>
  loopbackNames.has((host ?? '').replace(/:\d+$/, '').toLowerCase());

const credentialScope = /Credential=[^/\s]+\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/;

/** The service that a request was signed for, such as `monitoring`. */
const signedService = (headers: Headers): string | undefined =>
  credentialScope.exec(String(headers.authorization ?? ''))?.[1];

const isForm = (headers: Headers): boolean =>
  String(headers['content-type'] ?? '').includes('x-www-form-urlencoded');

const refuseOtherProtocols = (headers: Headers): void => {
  const contentType = String(headers['content-type'] ?? '');
  const isCbor = headers['smithy-protocol'] !== undefined || contentType.includes('cbor');
  const isQuery = isForm(headers);
  if (!isCbor && !isQuery) return;
  const protocol = isCbor ? 'Smithy RPC v2 CBOR' : 'the Query protocol';
  const message = `this port speaks AWS JSON, not ${protocol}: use a client that speaks JSON (JS SDK from 3.949, botocore from 1.42.7)`;
  throw new AwsError('UnsupportedProtocolException', message, { status: 415 });
};

/**
 * Finds the service and operation of a request by `X-Amz-Target`; the service it is signed for must agree. One that speaks Query is
 * found by what the request is signed for.
 * @throws AwsError for another protocol, and for a service that is not here (with a list of those that are).
 */
export const routeRequest = (services: readonly WireService[], method: string, headers: Headers): Route => {
  const signed = signedService(headers);
  const query = services.find(({ protocol, signingName }) => protocol === 'query' && signingName === signed);
  if (query !== undefined && isForm(headers)) return { service: query, operation: undefined };
  refuseOtherProtocols(headers);
  const target = String(headers['x-amz-target'] ?? '');
  const dot = target.lastIndexOf('.');
  const service = services.find(({ targetPrefix }) => targetPrefix === target.slice(0, Math.max(dot, 0)));
  if (method === 'POST' && service !== undefined && (signed ?? service.signingName) === service.signingName) {
    return { service, operation: target.slice(dot + 1) };
  }
  const known = services
    .map(({ signingName, targetPrefix }) => `${signingName} (${targetPrefix})`)
    .join(', ');
  const asked = `${method}, signed for ${signed ?? 'no service'}, with X-Amz-Target ${target || 'absent'}`;
  throw new AwsError('UnknownServiceException', `no service here for ${asked}; this port serves ${known}`);
};
