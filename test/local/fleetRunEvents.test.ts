import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createVirtualClock } from '#local/clock.ts';
import { startFleetRun } from '#local/fleetRun.ts';
import type { Message } from '#local/runtime/delivery/message.ts';
import { buildComponent, buildDeployment, buildEndpoint, buildWorld, second } from '#test/builders/world.ts';
import { answerWith, serveAnswers } from '#test/harness/serveAnswers.ts';
import { apiDestination } from '#test/local/runtime/bootRules.ts';
import { functionResource, writeAssembly } from '#test/local/runtime/writeAssembly.ts';

/** A function that keeps what it saw in a file, a line an event. */
const watcher = (file: string) => `
import { appendFileSync } from 'node:fs';
export const handler = async ({ time, detail }) =>
  appendFileSync(${JSON.stringify(file)}, time + ' ' + (detail.EndpointStatus ?? detail.eventName) + '\\n');`;

/** The parameters that every fleet run gives. */
const givenParameters = {
  AlertEmail: { Type: 'String' },
  CollectEvery: { Type: 'String' },
  EvaluateEvery: { Type: 'String' },
  SweepEvery: { Type: 'String' },
  JwtIssuer: { Type: 'String' },
  JwtAudience: { Type: 'CommaDelimitedList' },
  JwtGroupsClaim: { Type: 'String' },
};

describe('a fleet run', () => {
  it('plays the events of its world from its start on to the rules of the stack', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'tenner-events-')), 'seen.txt');
    const early = buildDeployment({ startedAt: second(0), finishedAt: second(30) });
    const later = buildDeployment({ startedAt: second(90), finishedAt: second(150) });
    const assembly = writeAssembly(
      {
        Parameters: givenParameters,
        Resources: {
          Watch: functionResource('watch'),
          Changes: {
            Type: 'AWS::Events::Rule',
            Properties: {
              EventPattern: { source: ['aws.sagemaker'] },
              Targets: [{ Id: 'T', Arn: { 'Fn::GetAtt': ['Watch', 'Arn'] } }],
            },
          },
          Tick: {
            Type: 'AWS::Events::Rule',
            Properties: {
              ScheduleExpression: 'rate(1 day)',
              Targets: [{ Id: 'T', Arn: { 'Fn::GetAtt': ['Watch', 'Arn'] } }],
            },
          },
        },
      },
      { watch: watcher(file) },
    );
    const run = await startFleetRun({
      world: buildWorld({
        endpoints: [
          buildEndpoint([early]),
          buildEndpoint([later], { endpoint: 'talk', deletedAt: second(200) }),
        ],
        components: [buildComponent('a', { createdAt: second(60) })],
      }),
      assembly,
      clock: createVirtualClock(second(60)),
      every: '5 minutes',
      port: 0,
    });
    const ticks: number[] = [];
    await run.playTo(second(300), (time) => ticks.push(time - second(0)));
    await run.cloud.stop();
    expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toEqual([
      '2026-01-01T00:01:00Z CreateInferenceComponent',
      '2026-01-01T00:01:30Z CREATING',
      '2026-01-01T00:02:30Z IN_SERVICE',
      '2026-01-01T00:03:20Z DELETING',
      '2026-01-01T00:03:20Z DELETED',
    ]);
    expect(ticks).toEqual([60, 90, 150, 200]);
  });

  it('goes on when a server of a user’s will not take a message, and tells of the message', async () => {
    const server = await serveAnswers(answerWith(404, {}));
    const target = {
      Id: 'T',
      Arn: { 'Fn::GetAtt': ['Server', 'Arn'] },
      RoleArn: 'arn:aws:iam::123456789012:role/any',
      InputTransformer: {
        InputPathsMap: { state: '$.detail.EndpointStatus' },
        InputTemplate: '{"text":<state>}',
      },
      DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['Undelivered', 'Arn'] } },
    };
    const assembly = writeAssembly({
      Parameters: givenParameters,
      Resources: {
        ...apiDestination(server.url),
        Undelivered: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'undelivered' } },
        Changes: {
          Type: 'AWS::Events::Rule',
          Properties: { EventPattern: { source: ['aws.sagemaker'] }, Targets: [target] },
        },
        Tick: {
          Type: 'AWS::Events::Rule',
          Properties: {
            ScheduleExpression: 'rate(1 day)',
            Targets: [{ Id: 'T', Arn: 'arn:aws:lambda:us-east-1:123456789012:function:outside' }],
          },
        },
      },
    });
    const messages: Message[] = [];
    const deployment = buildDeployment({ startedAt: second(90), finishedAt: second(150) });
    const run = await startFleetRun({
      world: buildWorld({ endpoints: [buildEndpoint([deployment])] }),
      assembly,
      clock: createVirtualClock(second(60)),
      every: '5 minutes',
      port: 0,
      onMessage: (message) => messages.push(message),
    });
    await run.playTo(second(300));
    await run.cloud.stop();
    await server.stop();
    expect(messages.map(({ text }) => text)).toEqual(['CREATING', 'IN_SERVICE']);
  });
});
