import type { RouteSpec } from '#local/template/httpApiSpec.ts';
import type { RouteSegment } from '#local/template/routeKey.ts';

/** The route of a request, and what its path has for the route's variables. */
export type RouteMatch = { route: RouteSpec; pathParameters: Readonly<Record<string, string>> };

/** What the variables of a route stand for in a path, or undefined when the path is not the route's. */
const matchPath = (
  segments: readonly RouteSegment[],
  parts: readonly string[],
): Record<string, string> | undefined => {
  const found: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const part = parts[index];
    if (segment.kind === 'greedy') {
      const rest = parts.slice(index).join('/');
      // A greedy variable needs something to stand for.
      return rest === '' ? undefined : { ...found, [segment.name]: rest };
    }
    if (part === undefined || (segment.kind === 'text' ? segment.text !== part : part === ''))
      return undefined;
    if (segment.kind === 'variable') found[segment.name] = part;
  }
  return parts.length === segments.length ? found : undefined;
};

const segmentRanks = { text: 0, variable: 1, greedy: 2 } as const;

/** The more specific a route, the smaller its numbers, the first that differs deciding. */
const rankRoute = ({ match }: RouteSpec): number[] => {
  if (match.kind === 'default') return [2];
  const ranks = match.segments.map(({ kind }) => segmentRanks[kind]);
  return [ranks.includes(2) ? 1 : 0, match.method === 'ANY' ? 1 : 0, ...ranks];
};

const compareRanks = (left: readonly number[], right: readonly number[]): number => {
  const at = left.findIndex((rank, index) => rank !== right[index]);
  return (left[at] ?? 0) - (right[at] ?? 0);
};

/**
 * Chooses the route as API Gateway does: a full match of the path before a greedy variable before `$default`
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html), then a method before
 * `ANY`, then the path segment by segment, text before variables. A path whose methods are all others is not found:
 * HTTP APIs have no 405.
 *
 * @param path decoded, see `decodePath`.
 */
export const chooseRoute = (
  routes: readonly RouteSpec[],
  method: string,
  path: string,
): RouteMatch | undefined => {
  const parts = path.slice(1).split('/');
  const matches = routes.flatMap((route): RouteMatch[] => {
    if (route.match.kind === 'default') return [{ route, pathParameters: {} }];
    if (route.match.method !== 'ANY' && route.match.method !== method) return [];
    const pathParameters = matchPath(route.match.segments, parts);
    return pathParameters === undefined ? [] : [{ route, pathParameters }];
  });
  return matches.toSorted((a, b) => compareRanks(rankRoute(a.route), rankRoute(b.route)))[0];
};
