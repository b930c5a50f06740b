import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { bootCloud, type LocalCloud } from '#local/bootCloud.ts';
import { createVirtualClock, type VirtualClock } from '#local/clock.ts';
import { functionResource, writeAssembly } from '#test/local/runtime/writeAssembly.ts';

type Resource = { Type: string; Properties: Record<string, unknown> };

export type RulesStack = {
  cloud: LocalCloud;
  clock: VirtualClock;
  /** What the function was called with. */
  calls: unknown[];
  /** Puts an event on the bus `facts` by the SDK's client. */
  put(detail: object, type?: string): Promise<void>;
  runAt(seconds: number): ReturnType<LocalCloud['runDue']>;
};

export const rulesStart = Date.parse('2026-01-01T12:00:00Z') / 1000;

/** A rule of the bus `facts` that takes all of Tenner's events. */
export const ruleTo = (...targets: object[]): Resource => ({
  Type: 'AWS::Events::Rule',
  Properties: {
    Name: 'tell',
    EventBusName: { Ref: 'Facts' },
    EventPattern: { source: ['tenner'] },
    Targets: targets.map((target, index) => ({ Id: `T${index}`, ...target })),
  },
});

const byApiKey = {
  AuthorizationType: 'API_KEY',
  AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'x-api-key', ApiKeyValue: 'k' } },
};

/** An API destination with a connection, by API key unless said otherwise. */
export const apiDestination = (
  endpoint: string,
  properties: Record<string, unknown> = {},
  connection: Record<string, unknown> = byApiKey,
) => ({
  Connection: {
    Type: 'AWS::Events::Connection',
    Properties: connection,
  },
  Server: {
    Type: 'AWS::Events::ApiDestination',
    Properties: {
      ConnectionArn: { 'Fn::GetAtt': ['Connection', 'Arn'] },
      HttpMethod: 'POST',
      InvocationEndpoint: endpoint,
      ...properties,
    },
  },
});

/** A stack of a bus, a function that echoes, and what is given. */
export const bootRules = async (resources: Record<string, Resource>): Promise<RulesStack> => {
  const clock = createVirtualClock(rulesStart);
  const calls: unknown[] = [];
  const own = {
    Work: functionResource('work'),
    Facts: { Type: 'AWS::Events::EventBus', Properties: { Name: 'facts' } },
  };
  const cloud = await bootCloud({
    ...writeAssembly(
      { Resources: { ...own, ...resources } },
      { work: 'export const handler = async (event) => event;' },
    ),
    port: 0,
    clock,
    services: [],
    onInvocation: ({ result }) => calls.push('payload' in result ? result.payload : result),
  });
  const client = new EventBridgeClient({
    endpoint: cloud.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  return {
    cloud,
    clock,
    calls,
    put: async (detail, DetailType = 'BudgetThresholdCrossed') => {
      const entry = { EventBusName: 'facts', Source: 'tenner', DetailType, Detail: JSON.stringify(detail) };
      await client.send(new PutEventsCommand({ Entries: [entry] }));
    },
    runAt: (seconds) => {
      clock.advanceTo(rulesStart + seconds);
      return cloud.runDue();
    },
  };
};
