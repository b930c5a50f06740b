/** An error with a stable dotted code, for people and for programs. */
class TennerError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What was asked for or configured cannot be: the caller can put it right. */
export class BadInputError extends TennerError {
  override readonly name = 'BadInputError';
}

/** What was asked for is not there. */
export class NotFoundError extends TennerError {
  override readonly name = 'NotFoundError';
}

/** Someone else wrote first: read again and merge. */
export class ConflictError extends TennerError {
  override readonly name = 'ConflictError';
}

/** Something stored breaks a law of the ledger; the message names its key. */
export class BrokenDataError extends TennerError {
  override readonly name = 'BrokenDataError';
}

/** An AWS service did not give what was asked of it. */
export class UpstreamError extends TennerError {
  override readonly name = 'UpstreamError';
}
