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

/** Who asks may not see or do this. */
export class ForbiddenError extends TennerError {
  override readonly name = 'ForbiddenError';
}

/** What the asker knows is not what is there any more; or they did not say what they know, which is missing then. */
export class PreconditionError extends TennerError {
  override readonly name = 'PreconditionError';
  readonly isMissing: boolean;

  constructor(code: string, message: string, { isMissing }: { isMissing: boolean }) {
    super(code, message);
    this.isMissing = isMissing;
  }
}

/** Something stored breaks a law of the ledger; the message names its key. */
export class BrokenDataError extends TennerError {
  override readonly name = 'BrokenDataError';
}

/** An AWS service did not give what was asked of it. */
export class UpstreamError extends TennerError {
  override readonly name = 'UpstreamError';
}
