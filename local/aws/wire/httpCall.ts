/** One request to a path of its own, as it came to the port: not a call of an AWS JSON service. */
export type HttpCall = {
  method: string;
  /** Path and query as they stood in the request line, such as `/v1/costs?from=2026-11-01`. */
  target: string;
  /** Such as `1.1`. */
  httpVersion: string;
  /** In the order they were sent, duplicates kept, names in lower case. */
  headers: readonly (readonly [name: string, value: string])[];
  sourceIp: string;
  /** The whole body, or undefined when it is longer than `maxBytes`. */
  readBody(maxBytes: number): Promise<Buffer | undefined>;
};

/** What goes back; a list of values is as many headers. */
export type HttpAnswer = {
  status: number;
  headers: Readonly<Record<string, string | string[]>>;
  body: string | Buffer;
};

/** Answers the requests that are its own, and gives undefined for any other. */
export type HttpHandler = (call: HttpCall) => Promise<HttpAnswer | undefined>;

/** All values of a header, joined by commas as RFC 9110 has it; undefined when it was not sent. */
export const headerOf = ({ headers }: Pick<HttpCall, 'headers'>, name: string): string | undefined => {
  const values = headers.flatMap(([sent, value]) => (sent === name ? [value] : []));
  return values.length === 0 ? undefined : values.join(',');
};

/** The path of a request target, as it was sent, without the query. */
export const pathOf = ({ target }: Pick<HttpCall, 'target'>): string => target.split('?', 1)[0] ?? '';
