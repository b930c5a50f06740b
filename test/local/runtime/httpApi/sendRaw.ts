import { request } from 'node:http';

export type RawAnswer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** Names and values in turn, as they came. */
  rawHeaders: string[];
  body: Buffer;
  /** The body, read as JSON. */
  json(): unknown;
};

type RawRequest = {
  method?: string;
  headers?: readonly (readonly [string, string])[];
  body?: string | Buffer;
};

/** Sends a request just as it is written: its path is not normalized, and a header may be there twice. */
export const sendRaw = async (url: string, target: string, options: RawRequest = {}): Promise<RawAnswer> => {
  const { host, hostname, port } = new URL(url);
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>();
  const body = Buffer.from(options.body ?? '');
  const sent = options.headers ?? [];
  const given = new Set(sent.map(([name]) => name.toLowerCase()));
  const always = [['host', host] as const, ['content-length', String(body.length)] as const];
  const headers = [...always.filter(([name]) => !given.has(name)), ...sent].flat();
  request({ hostname, port, method: options.method ?? 'GET', path: target, headers, agent: false })
    .on('error', reject)
    .on('response', async (response) => {
      const answer = Buffer.concat(await response.toArray());
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        rawHeaders: response.rawHeaders,
        body: answer,
        json: () => JSON.parse(answer.toString()) as unknown,
      });
    })
    .end(body);
  return await promise;
};
