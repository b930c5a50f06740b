import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { AwsError, type JsonService } from '#local/aws/jsonService.ts';

const answer = async (
  service: JsonService,
  request: IncomingMessage,
): Promise<{ status: number; body: unknown }> => {
  const target = String(request.headers['x-amz-target']);
  const operation = service.operations[target.replace(`${service.targetPrefix}.`, '')];
  if (operation === undefined) throw new Error(`no operation ${target}`);
  try {
    return { status: 200, body: await operation(JSON.parse(await text(request))) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return {
      status: error.status,
      body: { __type: `${service.errorNamespace}#${error.shape}`, message: error.message },
    };
  }
};

/** Serves one stand-in on a free loopback port; `config` is what an SDK client needs to reach it. */
export const serveJson = async (service: JsonService) => {
  const server = createServer((request, response) => {
    answer(service, request).then(
      ({ status, body }) => {
        response.writeHead(status, { 'content-type': service.contentType });
        response.end(JSON.stringify(body));
      },
      (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    config: {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
