/**
 * A stand-in for one AWS service that speaks an AWS JSON protocol: `POST /` with the operation in
 * `X-Amz-Target: <targetPrefix>.<Operation>` and a JSON body both ways.
 */
export type JsonService = {
  /** The service name in the SigV4 credential scope, such as `monitoring`. */
  signingName: string;
  /** What stands before the dot in `X-Amz-Target`, such as `GraniteServiceVersion20100801`. */
  targetPrefix: string;
  contentType: 'application/x-amz-json-1.0' | 'application/x-amz-json-1.1';
  /** Shape namespace put before an error's name in `__type`, such as `com.amazonaws.cloudwatch`. */
  errorNamespace: string;
  operations: Readonly<Record<string, (input: unknown) => unknown>>;
};

/** An error that a stand-in answers with, in the shape of the service's own. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  /** The modelled error shape, such as `InvalidParameterValueException`; goes into `__type`. */
  readonly shape: string;
  readonly status: number;
  /** The code for `x-amzn-query-error` where the service sends that header, such as `InvalidParameterValue`. */
  readonly queryCode: string | undefined;

  constructor(shape: string, message: string, options: { status?: number; queryCode?: string } = {}) {
    super(message);
    this.shape = shape;
    this.status = options.status ?? 400;
    this.queryCode = options.queryCode;
  }
}

/** What goes wrong with one call, on purpose: for tests and demos of failure. */
export type Fault =
  | { kind: 'error'; error: AwsError }
  /** The connection is closed in the middle of the answer's body. */
  | { kind: 'cut' }
  | { kind: 'delay'; milliseconds: number }
  /** The answer is changed on its way out, as for a `PartialData` status. */
  | { kind: 'edit'; edit: (output: unknown) => unknown };

/** Decides, for each call that reaches the port, whether it goes wrong. */
export type FaultPlan = (call: { service: string; operation: string; input: unknown }) => Fault | undefined;
