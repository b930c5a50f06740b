/** The API, or what stands before it, has given no answer but a reason. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly headers: Headers;
  /** Problem details of RFC 9457 where the API itself tells the reason; API Gateway tells `{ message }`. */
  readonly reason: unknown;

  constructor(status: number, headers: Headers, reason: unknown) {
    super(`the API answered with status ${status}`);
    this.status = status;
    this.headers = headers;
    this.reason = reason;
  }
}
