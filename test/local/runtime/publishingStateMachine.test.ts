import { afterEach, describe, expect, it } from 'vitest';
import { bootRules, rulesStart, ruleTo } from './bootRules.ts';

const running: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
});

const RoleArn = 'arn:aws:iam::111122223333:role/any';

const task = (parameters: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::sns:publish',
  Parameters: parameters,
  End: true,
  ...more,
});
const whole = { 'TopicArn.$': '$.topic', 'Subject.$': '$.subject', 'Message.$': '$.text' };

const boot = async (States: Record<string, object>, StartAt = 'Publish') => {
  const stack = await bootRules({
    Mails: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'mails' } },
    Mail: {
      Type: 'AWS::SNS::Subscription',
      Properties: { TopicArn: { Ref: 'Mails' }, Protocol: 'email', Endpoint: 'finance@example.com' },
    },
    Send: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: 'send',
        RoleArn,
        DefinitionString: JSON.stringify({ StartAt, States }),
      },
    },
    Tell: ruleTo({
      Arn: { Ref: 'Send' },
      RoleArn,
      InputTransformer: {
        InputPathsMap: { subject: '$.detail.message.subject', text: '$.detail.message.text' },
        InputTemplate: {
          'Fn::Join': ['', ['{"topic":"', { Ref: 'Mails' }, '","subject":<subject>,"text":<text>}']],
        },
      },
    }),
  });
  running.push(stack.cloud.stop);
  return stack;
};

describe('a state machine that publishes', () => {
  it('makes a mail with a subject and lines of text, without a stray quote', async () => {
    const { cloud, put, runAt } = await boot({ Publish: task(whole, { Retry: [] }) });
    await put({ message: { subject: 'search is over its budget', text: 'It has spent "$5".\nThat is it.' } });
    expect(await runAt(0)).toMatchObject({ deliveries: 1, failures: [] });
    expect(cloud.messages()).toEqual([
      {
        channel: 'email',
        to: 'finance@example.com',
        subject: 'search is over its budget',
        text: 'It has spent "$5".\nThat is it.',
        at: rulesStart,
      },
    ]);
  });

  it('fails when SNS refuses, and when the input lacks something, and says so', async () => {
    const { cloud, put, runAt } = await boot({ Publish: task(whole) });
    await put({ message: { subject: 'two\nlines', text: 'a' } });
    expect((await runAt(0)).failures).toEqual([
      { functionName: 'send', reason: 'SNS.InvalidParameter: Invalid parameter: Subject' },
    ]);
    const lacking = await boot({ Publish: task({ ...whole, 'Message.$': '$.other' }) });
    await lacking.put({ message: { subject: 'a', text: 'b' } });
    expect((await lacking.runAt(0)).failures).toMatchObject([
      { functionName: 'send', reason: expect.stringContaining('States.Runtime') },
    ]);
    expect([...cloud.messages(), ...lacking.cloud.messages()]).toEqual([]);
  });

  it.each<[string, Record<string, object>, string]>([
    [
      'another service',
      { Publish: task(whole, { Resource: 'arn:aws:states:::sqs:sendMessage' }) },
      'sns:publish',
    ],
    ['another kind of state', { Publish: { Type: 'Pass', End: true } }, 'only sns:publish runs here'],
    ['two states', { Publish: task(whole), Other: task(whole) }, 'only state machines of one state run here'],
    ['another start', { Other: task(whole) }, 'only state machines of one state run here'],
    [
      'no message',
      { Publish: task({ 'TopicArn.$': '$.topic' }) },
      'sns:publish needs a TopicArn and a Message',
    ],
    ['a path that is none', { Publish: task({ ...whole, 'Message.$': '$$.Execution' }) }, 'is no path'],
  ])('is refused with %s', async (_, states, message) => {
    await expect(boot(states)).rejects.toThrow(message);
  });
});
