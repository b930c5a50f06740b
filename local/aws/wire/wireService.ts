import type { AwsError } from '#local/aws/jsonService.ts';

/** One call as it came to the port. */
export type WireCall = {
  operation: string;
  /** The text of the request, JSON or a form. */
  body: string;
  /** The request's headers, names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
};

/** What goes back: status, headers and the text, JSON or XML. */
export type WireAnswer = { status: number; headers: Readonly<Record<string, string>>; body: string };

/** A service behind the port, whatever keeps its state: it takes text and gives text. */
export type WireService = {
  /** The service name in the SigV4 credential scope, such as `dynamodb`. */
  signingName: string;
  /** JSON, when absent. */
  protocol?: 'query';
  /** What stands before the dot in `X-Amz-Target`, such as `DynamoDB_20120810`. */
  targetPrefix: string;
  contentType: string;
  /** Shape namespace put before an error's name in `__type`. */
  errorNamespace: string;
  /** An error as the service has it on the wire, where that is not as JSON services have it. */
  answerError?(error: AwsError): WireAnswer;
  handle(call: WireCall): Promise<WireAnswer>;
};
