import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { AwsError, type FaultPlan } from '#local/aws/jsonService.ts';
import type { Clock } from '#local/clock.ts';
import { applyFault, type SentAnswer } from './wire/applyFault.ts';
import { errorAnswer } from './wire/errorAnswer.ts';
import { readBody } from './wire/readBody.ts';
import { isLoopbackHost, routeRequest } from './wire/routeRequest.ts';
import type { WireService } from './wire/wireService.ts';

/** The port that was asked for is in use. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
  readonly code = 'local.port_taken';
  readonly port: number;

  constructor(port: number, cause: unknown) {
    super(`port ${port} on 127.0.0.1 is taken: end what listens there, or choose another with --port`, {
      cause,
    });
    this.port = port;
  }
}

/** The one port that all services are served from. */
export type Front = {
  /** Such as `http://127.0.0.1:4570`. */
  url: string;
  /** Puts a service behind the port; one with the same target prefix is replaced. */
  serve(service: WireService): void;
  /** Closes the port and every connection to it. */
  close(): Promise<void>;
};

const portFault = { contentType: 'application/x-amz-json-1.0', errorNamespace: 'tenner.local' };

const parseQuietly = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

const textHeaders = (headers: IncomingMessage['headers']): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value?.toString()]));

const answerRequest = async (
  request: IncomingMessage,
  services: readonly WireService[],
  faults: FaultPlan | undefined,
): Promise<SentAnswer> => {
  try {
    if (!isLoopbackHost(request.headers.host)) {
      const message = `the Host header ${request.headers.host ?? ''} does not name this machine; use 127.0.0.1`;
      throw new AwsError('AccessDeniedException', message, { status: 403 });
    }
    const { service, operation } = routeRequest(services, request.method ?? '', request.headers);
    const body = await readBody(request);
    const fault = faults?.({ service: service.signingName, operation, input: parseQuietly(body) });
    const run = () => service.handle({ operation, body, headers: textHeaders(request.headers) });
    return await applyFault(fault, service, run);
  } catch (error) {
    const known =
      error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), { status: 500 });
    return { answer: errorAnswer(portFault, known), isCut: false };
  }
};

const send = (response: ServerResponse, { answer, isCut }: SentAnswer, now: number): void => {
  const { body } = answer;
  response.writeHead(answer.status, {
    ...answer.headers,
    'content-length': Buffer.byteLength(body),
    'x-amzn-requestid': randomUUID(),
    date: new Date(now * 1000).toUTCString(),
    ...(answer.status === 413 ? { connection: 'close' } : {}),
  });
  if (!isCut) response.end(body);
  else response.write(body.slice(0, body.length >> 1), () => response.destroy());
};

const listen = (server: Server, port: number): Promise<number> => {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once('error', (error: NodeJS.ErrnoException) =>
    reject(error.code === 'EADDRINUSE' ? new PortTakenError(port, error) : error),
  );
  server.listen(port, '127.0.0.1', () => {
    const address = server.address();
    resolve(typeof address === 'object' && address !== null ? address.port : port);
  });
  return promise;
};

/**
 * Opens the port on 127.0.0.1 (0 takes any free one). Every call goes through `faults`. The `Date` header is
 * the run's clock, as SDKs correct their own by it.
 * @throws PortTakenError when something else listens there.
 */
export const openFront = async (options: {
  port: number;
  clock: Clock;
  faults?: FaultPlan;
}): Promise<Front> => {
  const services: WireService[] = [];
  const server = createServer((request, response) => {
    void answerRequest(request, services, options.faults).then((sent) =>
      send(response, sent, options.clock.now()),
    );
  });
  // Functions may rest for minutes between two calls; a connection closed under them would be an error.
  server.keepAliveTimeout = 0;
  const port = await listen(server, options.port);
  return {
    url: `http://127.0.0.1:${port}`,
    serve: (service) => {
      const at = services.findIndex(({ targetPrefix }) => targetPrefix === service.targetPrefix);
      services.splice(at < 0 ? services.length : at, at < 0 ? 0 : 1, service);
    },
    close: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      server.close(() => resolve());
      server.closeAllConnections();
      return promise;
    },
  };
};
