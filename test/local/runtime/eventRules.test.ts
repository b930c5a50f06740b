import { afterEach, describe, expect, it } from 'vitest';
import type { BusEvent, TimedEvent } from '#local/aws/eventbridge/timedEvent.ts';
import { bootCloud, type LocalCloud } from '#local/bootCloud.ts';
import { createVirtualClock } from '#local/clock.ts';
import { functionResource, writeAssembly } from '#test/local/runtime/writeAssembly.ts';

const running: LocalCloud[] = [];
afterEach(async () => {
  for (const cloud of running.splice(0)) await cloud.stop();
});

const noon = Date.parse('2026-11-22T12:00:00Z') / 1000;

const stateChange = (seconds: number, EndpointStatus: string): TimedEvent => ({
  time: noon + seconds,
  event: {
    version: '0',
    id: `${EndpointStatus}-${seconds}`,
    'detail-type': 'SageMaker Endpoint State Change',
    source: 'aws.sagemaker',
    account: '111122223333',
    time: new Date((noon + seconds) * 1000).toISOString(),
    region: 'us-east-1',
    resources: [],
    detail: { EndpointStatus },
  },
});

const rule = (properties: Record<string, unknown>) => ({
  Type: 'AWS::Events::Rule',
  Properties: { Targets: [{ Id: 'T', Arn: { 'Fn::GetAtt': ['Work', 'Arn'] } }], ...properties },
});

const inService = rule({
  EventPattern: { source: ['aws.sagemaker'], detail: { EndpointStatus: ['IN_SERVICE', 'DELETED'] } },
});
const everyMinute = rule({ ScheduleExpression: 'rate(1 minute)' });

/** Boots a stack of a function and rules; the function keeps what it was called with, or fails. */
const boot = async (rules: Record<string, ReturnType<typeof rule>>, code = 'return event') => {
  const clock = createVirtualClock(noon);
  const calls: string[] = [];
  const cloud = await bootCloud({
    ...writeAssembly(
      { Resources: { Work: functionResource('work'), ...rules } },
      { work: `export const handler = async (event) => { ${code} };` },
    ),
    port: 0,
    clock,
    services: [],
    onInvocation: ({ result }) => {
      const { id, source } =
        'error' in result ? { id: result.error.errorMessage, source: '' } : (result.payload as BusEvent);
      calls.push(`${clock.now() - noon} ${source === 'aws.events' ? 'scheduled' : id}`);
    },
  });
  running.push(cloud);
  const runAt = (seconds: number) => {
    clock.advanceTo(noon + seconds);
    return cloud.runDue();
  };
  return { cloud, calls, runAt };
};

describe('a rule with an event pattern', () => {
  it('invokes its function with each event that matches, at the event’s time', async () => {
    const { cloud, calls, runAt } = await boot({ inService });
    for (const event of [
      stateChange(90, 'IN_SERVICE'),
      stateChange(30, 'CREATING'),
      stateChange(10, 'DELETED'),
    ])
      cloud.putEvent(event);
    expect(cloud.nextDue(noon)).toBe(noon + 10);
    expect(await runAt(10)).toEqual({
      firings: 0,
      deliveries: 1,
      invocations: 1,
      failures: [],
      deadLetters: [],
    });
    expect(cloud.nextDue(noon + 10)).toBe(noon + 90);
    await runAt(89);
    await runAt(90);
    expect(calls).toEqual(['10 DELETED-10', '90 IN_SERVICE-90']);
    expect(cloud.nextDue(noon + 90)).toBeUndefined();
  });

  it('is in order of time with scheduled firings; at one instant what happened comes first', async () => {
    const { cloud, calls, runAt } = await boot({ inService, everyMinute });
    for (const event of [stateChange(61, 'IN_SERVICE'), stateChange(120, 'DELETED')]) cloud.putEvent(event);
    await runAt(120);
    expect(calls).toEqual(['120 scheduled', '120 IN_SERVICE-61', '120 DELETED-120', '120 scheduled']);
  });

  it('gets an event of the past at once', async () => {
    const { cloud, calls, runAt } = await boot({ inService });
    await runAt(50);
    cloud.putEvent(stateChange(20, 'IN_SERVICE'));
    expect(cloud.nextDue(noon + 50)).toBe(noon + 50);
    await runAt(50);
    expect(calls).toEqual(['50 IN_SERVICE-20']);
  });

  it('lets a failed function be tried again after one and two minutes, and then given up', async () => {
    const { cloud, calls, runAt } = await boot({ inService }, 'throw new Error(event.id)');
    cloud.putEvent(stateChange(0, 'IN_SERVICE'));
    await runAt(0);
    expect(cloud.nextDue(noon)).toBe(noon + 60);
    await runAt(60);
    const { failures } = await runAt(180);
    expect(calls).toEqual(['0 IN_SERVICE-0', '60 IN_SERVICE-0', '180 IN_SERVICE-0']);
    expect(failures.at(-1)?.reason).toBe('given up after three attempts: IN_SERVICE-0');
    expect(cloud.nextDue(noon + 180)).toBeUndefined();
  });

  it('gets nothing while it is disabled', async () => {
    const disabled = rule({ ...inService.Properties, State: 'DISABLED' });
    const { cloud, calls, runAt } = await boot({ disabled });
    cloud.putEvent(stateChange(10, 'IN_SERVICE'));
    expect(cloud.nextDue(noon)).toBeUndefined();
    await runAt(10);
    expect(calls).toEqual([]);
  });

  it('may have a schedule too', async () => {
    const both = rule({ ...inService.Properties, ScheduleExpression: 'rate(1 minute)' });
    const { cloud, calls, runAt } = await boot({ both });
    cloud.putEvent(stateChange(10, 'IN_SERVICE'));
    await runAt(60);
    expect(calls).toEqual(['60 IN_SERVICE-10', '60 scheduled']);
  });

  it.each([
    ['neither a schedule nor a pattern', {}, 'the rule has neither a schedule nor an event pattern'],
    [
      'an operator that is not known',
      { EventPattern: { source: [{ cidr: '10.0.0.0/8' }] } },
      'the local run does not know the operator cidr',
    ],
    [
      'a target’s input that is no JSON',
      {
        ...inService.Properties,
        Targets: [{ Id: 'T', Arn: { 'Fn::GetAtt': ['Work', 'Arn'] }, Input: 'no' }],
      },
      'the input is no JSON',
    ],
  ])('is refused with %s', async (_, properties, message) => {
    await expect(boot({ bad: rule(properties) })).rejects.toMatchObject({
      code: 'template.invalid',
      message: expect.stringContaining(message),
    });
  });
});
