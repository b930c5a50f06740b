import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { App, Stack } from 'aws-cdk-lib';
import { afterEach, describe, expect, it } from 'vitest';
import { Delivery } from '#infra/Delivery.ts';
import { Events } from '#infra/Events.ts';
import { bootCloud } from '#local/bootCloud.ts';
import { createVirtualClock } from '#local/clock.ts';
import type { Message } from '#local/runtime/delivery/message.ts';
import { answerWith, serveAnswers } from '#test/harness/serveAnswers.ts';

const running: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
});

const noon = Date.parse('2026-01-01T12:00:00Z') / 1000;

/** The stack of bus and delivery, booted from what the CDK makes of it, and the SDK's client. */
const boot = async (deliveries: object[], parameters: Record<string, string> = {}) => {
  const outdir = mkdtempSync(join(tmpdir(), 'tenner-delivery-'));
  const app = new App({ outdir, context: { '@aws-cdk/core:enablePartitionLiterals': true, deliveries } });
  const stack = new Stack(app, 'Tenner');
  new Delivery(stack, 'Delivery', { events: new Events(stack, 'Events') });
  app.synth();
  const clock = createVirtualClock(noon);
  const told: Message[] = [];
  const cloud = await bootCloud({
    templateFile: join(outdir, 'Tenner.template.json'),
    assemblyDir: outdir,
    port: 0,
    clock,
    services: [],
    parameters,
    onMessage: (message) => told.push(message),
  });
  running.push(cloud.stop);
  const client = new EventBridgeClient({
    endpoint: cloud.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const put = async (DetailType: string, detail: object) => {
    const entry = { EventBusName: cloud.outputs.EventBusName, Source: 'tenner', DetailType };
    await client.send(new PutEventsCommand({ Entries: [{ ...entry, Detail: JSON.stringify(detail) }] }));
    return await cloud.runDue();
  };
  return { cloud, clock, put, told };
};

const lines = ['search has spent $1,021.50 of "$1,000".', 'chat-70b: $900.00', '<rest> & idle: $121.50'];
const detail = {
  version: 1,
  id: 'a1',
  recipients: ['search@example.com', 'finance'],
  message: {
    subject: 'search is over its budget of May',
    text: lines.join('\n'),
    chat: lines.join('\n').replace('<rest> &', '&lt;rest&gt; &amp;'),
    lines,
  },
};

describe('a message on the bus', () => {
  it('ends as a mail, a chat, a card and a call of a server', async () => {
    const server = await serveAnswers(answerWith(200, {}));
    running.push(server.stop);
    const hook = (name: string) => `${server.url}/${name}`;
    const { cloud, put, told } = await boot(
      [
        {
          recipient: 'search@example.com',
          email: 'search@example.com',
          slackWebhook: hook('slack'),
          teamsWebhook: hook('teams'),
          webhook: hook('any'),
        },
      ],
      { AlertEmail: 'finance@example.com' },
    );
    expect(cloud.outputs.EventBusName).toBe('Tenner-events');
    expect(await put('BudgetThresholdCrossed', detail)).toMatchObject({ deliveries: 2, failures: [] });

    const { subject, text } = detail.message;
    const mail = { channel: 'email', subject, text, at: noon };
    expect(cloud.messages()).toEqual([
      { ...mail, to: 'finance@example.com' },
      { ...mail, to: 'search@example.com' },
      { channel: 'slack', to: hook('slack'), subject: undefined, text, at: noon },
      { channel: 'teams', to: hook('teams'), subject, text, at: noon },
      { channel: 'webhook', to: hook('any'), subject: undefined, text: expect.any(String), at: noon },
    ]);
    expect(told).toEqual(cloud.messages());

    expect(server.asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /slack',
      'POST /teams',
      'POST /any',
    ]);
    const [slack, teams, any] = server.asked.map(({ body }): unknown => JSON.parse(body));
    expect(slack).toEqual({
      text: 'search has spent $1,021.50 of "$1,000".\nchat-70b: $900.00\n&lt;rest&gt; &amp; idle: $121.50',
    });
    const block = (line: string) => ({ type: 'TextBlock', text: line, wrap: true, spacing: 'None' });
    expect(teams).toEqual({
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: {
            type: 'AdaptiveCard',
            version: '1.4',
            body: [
              { type: 'TextBlock', text: subject, wrap: true, weight: 'Bolder', size: 'Medium' },
              ...lines.map(block),
              ...Array.from({ length: 21 }, () => block('')),
            ],
          },
        },
      ],
    });
    expect(any).toMatchObject({ source: 'tenner', 'detail-type': 'BudgetThresholdCrossed', detail });
  });

  it('goes to its recipients alone, and by the types that they ask for', async () => {
    const { cloud, put } = await boot([
      { recipient: 'search@example.com', email: 'search@example.com', events: ['BudgetRecovered'] },
      { recipient: 'ads@example.com', email: 'ads@example.com' },
      { recipient: 'finance', email: 'finance@example.com' },
    ]);
    await put('BudgetThresholdCrossed', detail);
    await put('BudgetRecovered', { ...detail, recipients: ['search@example.com'] });
    await put('AllocationChanged', { id: 'b' });
    await put('BudgetRecovered', { ...detail, recipients: [] });
    expect(cloud.messages().map(({ to }) => to)).toEqual(['finance@example.com', 'search@example.com']);
  });

  it('is copied to nobody unless there is an address', async () => {
    const { cloud, put } = await boot([]);
    expect(await put('BudgetThresholdCrossed', detail)).toMatchObject({ deliveries: 0 });
    expect(cloud.messages()).toEqual([]);
    expect(cloud.resources.rules).toEqual([]);
  });

  it('is set aside when a chat refuses it, and so is not lost', async () => {
    const server = await serveAnswers(answerWith(410, {}));
    running.push(server.stop);
    const { put } = await boot([{ recipient: 'finance', slackWebhook: server.url }]);
    const { deadLetters } = await put('BudgetThresholdCrossed', detail);
    expect(deadLetters).toMatchObject([
      { from: 'delivery', reason: 'given up after 1 tries: the server answered with status 410' },
    ]);
    expect(JSON.parse(deadLetters[0]?.body ?? '')).toMatchObject({ detail });
  });

  it('is shown when its chat is known by a secret alone, and handed to an action outside', async () => {
    const action = 'arn:aws:states:us-east-1:111122223333:stateMachine:scale-in';
    const slackWebhook = '{{resolve:secretsmanager:tenner/slack}}';
    const { cloud, put } = await boot([{ recipient: 'finance', slackWebhook, action }]);
    expect(await put('BudgetThresholdCrossed', detail)).toMatchObject({ failures: [] });
    expect(cloud.messages().map(({ channel, to }) => [channel, to])).toEqual([
      ['slack', slackWebhook],
      ['action', action],
    ]);
  });
});
