import { bootCloud, type CloudOptions, type LocalCloud } from '#local/bootCloud.ts';
import { createVirtualClock, type VirtualClock } from '#local/clock.ts';
import type { Invocation } from '#local/runtime/lambdaFunction.ts';
import { apiResources, type route } from '#test/local/runtime/httpApi/apiTemplate.ts';
import { writeAssembly } from '#test/local/runtime/writeAssembly.ts';

/** Noon of 22 November 2026, where the clock of each API stands at first. */
export const noon = Date.parse('2026-11-22T12:00:00Z') / 1000;

/** Answers with the event it got. */
const echo = `export const handler = async (event) => ({
  statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) });`;

export type Api = { cloud: LocalCloud; clock: VirtualClock; invocations: Invocation[] };

const running: LocalCloud[] = [];

/** Ends what `bootApi` has started; for `afterEach`. */
export const stopApis = async (): Promise<void> => {
  for (const cloud of running.splice(0)) await cloud.stop();
};

/** Boots an HTTP API with these routes, all to one function. The run's own issuer is the authorizer's, if no other is named. */
export const bootApi = async (
  routes: Record<string, ReturnType<typeof route>>,
  options: { code?: string; issuer?: string; resources?: object; cloud?: Partial<CloudOptions> } = {},
): Promise<Api> => {
  const clock = createVirtualClock(noon);
  const invocations: Invocation[] = [];
  const template = {
    Parameters: { JwtIssuer: { Type: 'String' } },
    Resources: { ...apiResources(), ...routes, ...options.resources },
    Outputs: { Url: { Value: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } }, Id: { Value: { Ref: 'Api' } } },
  };
  const cloud = await bootCloud({
    ...writeAssembly(template, { work: options.code ?? echo }),
    port: 0,
    clock,
    services: [],
    parameters: ({ url }) => ({ JwtIssuer: options.issuer ?? url }),
    onInvocation: (invocation) => invocations.push(invocation),
    ...options.cloud,
  });
  running.push(cloud);
  return { cloud, clock, invocations };
};
