/** One part of a route's path: text, `{name}` for one segment, `{name+}` for all the rest. */
export type RouteSegment =
  | { kind: 'text'; text: string }
  | { kind: 'variable'; name: string }
  | { kind: 'greedy'; name: string };

/** Which requests a route is for. */
export type RouteKey =
  | { kind: 'default' }
  /** `ANY` is a method here. */
  | { kind: 'path'; method: string; segments: readonly RouteSegment[] };

const methods = new Set(['ANY', 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

const parseSegment = (segment: string): RouteSegment | undefined => {
  const [, name, plus] = /^\{([\w.:-]+)(\+?)\}$/.exec(segment) ?? [];
  if (name !== undefined) return { kind: plus === '+' ? 'greedy' : 'variable', name };
  return /[{}]/.test(segment) ? undefined : { kind: 'text', text: segment };
};

/**
 * Reads a route key of an HTTP API: `$default`, or a method and a path, such as `GET /v1/{proxy+}`.
 * @returns undefined for what API Gateway refuses.
 */
export const parseRouteKey = (key: string): RouteKey | undefined => {
  if (key === '$default') return { kind: 'default' };
  const [, method = '', path = ''] = /^([A-Z]+) \/(\S*)$/.exec(key) ?? [];
  if (!methods.has(method)) return undefined;
  const segments = path.split('/').map(parseSegment);
  const known = segments.filter((segment) => segment !== undefined);
  const isGreedyLast = known.every(({ kind }, index) => kind !== 'greedy' || index === known.length - 1);
  return known.length === segments.length && isGreedyLast
    ? { kind: 'path', method, segments: known }
    : undefined;
};
