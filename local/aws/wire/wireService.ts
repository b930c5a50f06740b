/** One call as it came to the port. */
export type WireCall = {
  operation: string;
  /** The JSON text of the request. */
  body: string;
  /** The request's headers, names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
};

/** What goes back: status, headers and the JSON text. */
export type WireAnswer = { status: number; headers: Readonly<Record<string, string>>; body: string };

/** A service behind the port, whatever keeps its state: it takes JSON text and gives JSON text. */
export type WireService = {
  /** The service name in the SigV4 credential scope, such as `dynamodb`. */
  signingName: string;
  /** What stands before the dot in `X-Amz-Target`, such as `DynamoDB_20120810`. */
  targetPrefix: string;
  contentType: string;
  /** Shape namespace put before an error's name in `__type`. */
  errorNamespace: string;
  handle(call: WireCall): Promise<WireAnswer>;
};
