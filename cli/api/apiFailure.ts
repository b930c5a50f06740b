/** Why a question to the API has no answer, and thereby the command's exit code: see `exitCodeOf`. */
export type FailureKind = 'question' | 'refused' | 'failed';

/** A question that the API does not answer, told in a sentence to whoever asked. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  readonly code: `api.${FailureKind}`;

  constructor(kind: FailureKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = `api.${kind}`;
  }
}
