/**
 * The path as an HTTP API knows it, for its routes and as `rawPath`: percent-decoded, whatever the name says, slashes
 * as well, and cut at a `?` that was encoded. A slash at the end stays.
 *
 * AWS writes only that request parameters are decoded
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html); the rest is what was
 * seen of the live service (https://github.com/middleapi/standard-server/pull/93,
 * https://github.com/honojs/hono/issues/2156). It has no say in signatures, which are made of the path as it was sent.
 *
 * @returns undefined for a path that cannot be decoded.
 */
export const decodePath = (path: string): string | undefined => {
  try {
    return decodeURIComponent(path).split('?', 1)[0];
  } catch {
    return undefined;
  }
};
