import { SignatureV4 } from '@smithy/signature-v4';
import { afterEach, describe, expect, it } from 'vitest';
import { openLocalTable } from '#cli/openLocalTable.ts';
import { groupsClaim } from '#local/aws/oidc/createIssuer.ts';
import { bootCloud, type CloudOptions, type LocalCloud } from '#local/bootCloud.ts';
import { createVirtualClock } from '#local/clock.ts';
import { startFleetRun } from '#local/fleetRun.ts';
import { synthesize } from '#local/synthesize.ts';
import { accessForm } from '#shared/access/accessForm.ts';
import { NodeSha256 } from '#shared/aws/nodeSha256.ts';
import { instant } from '#shared/domain/time.ts';
import { createSettings } from '#shared/ledger/createSettings.ts';
import { buildWorld } from '#test/builders/world.ts';

const noon = Date.parse('2026-11-22T12:00:00Z') / 1000;

const running: LocalCloud[] = [];
afterEach(async () => {
  for (const cloud of running.splice(0)) await cloud.stop();
});

/** Lets finance, and whoever signs as `reader`, ask. */
const giveAccess = async (cloud: LocalCloud) => {
  const { documents, name } = openLocalTable(cloud);
  const grants = [
    { name: 'finance', group: 'finance', role: 'admin' },
    { name: 'reader', iam: `arn:aws:iam::${cloud.accountId}:role/reader`, role: 'finance' },
  ];
  const change = { who: 'test', at: instant(noon), note: 'test', text: JSON.stringify({ grants }) };
  await createSettings(documents, name, accessForm).put(change, 0);
};

const boot = async (parameters: CloudOptions['parameters']) => {
  const clock = createVirtualClock(noon);
  const assembly = await synthesize();
  const cloud = await bootCloud({
    ...assembly,
    port: 0,
    clock,
    services: [],
    ...(parameters === undefined ? {} : { parameters }),
  });
  running.push(cloud);
  await giveAccess(cloud);
  return { cloud, clock };
};

const withIssuer: CloudOptions['parameters'] = ({ url, audience }) => ({
  JwtGroupsClaim: groupsClaim,
  JwtIssuer: url,
  JwtAudience: `others, ${audience}`,
});

const get = async (cloud: LocalCloud, path: string, token?: string) => {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return await fetch(`${cloud.outputs.ApiUrl}${path}`, { headers });
};

const getSigned = async (cloud: LocalCloud, path: string) => {
  const { host, hostname, port } = new URL(cloud.url);
  const signer = new SignatureV4({
    service: 'execute-api',
    region: cloud.region,
    credentials: { accessKeyId: 'local-reader', secretAccessKey: 'local' },
    sha256: NodeSha256,
  });
  const request = { method: 'GET', protocol: 'http:', hostname, port: Number(port), path, headers: { host } };
  const { headers } = await signer.sign(request, { signingDate: new Date(noon * 1000) });
  return await fetch(`${cloud.url}${path}`, { headers });
};

describe('the cost API of the synthesized stack', () => {
  it('is where the stack says it is', async () => {
    const { cloud } = await boot(withIssuer);
    expect(cloud.outputs.ApiUrl).toBe(cloud.url);
    expect(cloud.resources.httpApi?.routes).toHaveLength(10);
  });

  it('answers who has a token, and nobody else', async () => {
    const { cloud, clock } = await boot(withIssuer);
    const token = await cloud.issueToken({ subject: 'ann', groups: ['finance'], expiresInSeconds: 60 });
    expect((await get(cloud, '/v1/health', token)).status).toBe(200);
    const without = await get(cloud, '/v1/health');
    expect([without.status, await without.json()]).toEqual([401, { message: 'Unauthorized' }]);
    clock.advanceTo(noon + 60);
    expect((await get(cloud, '/v1/health', token)).status).toBe(401);
  });

  it('has budgets put, snoozed in the table and woken again, each by its method', async () => {
    const { cloud } = await boot(withIssuer);
    const token = await cloud.issueToken({ subject: 'ann', groups: ['finance'], expiresInSeconds: 600 });
    const send = async (method: string, path: string, body?: object) => {
      const headers = { authorization: `Bearer ${token}`, 'if-match': '"0"' };
      const own = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await fetch(`${cloud.outputs.ApiUrl}/v1/budgets/${path}`, { method, headers, ...own });
      return { status: response.status, json: await response.json() };
    };
    const budget = { scope: 'all', period: 'month', amount: '5' };
    const name = encodeURIComponent('größe, 100 %');
    expect(await send('PUT', name, { note: 'x', budget })).toMatchObject({
      status: 200,
      json: { version: 1 },
    });
    const until = '2026-12-01T00:00:00Z';
    const snoozed = { status: 200, json: { budget: { name: 'größe, 100 %', snooze: { until } } } };
    expect(await send('POST', `${name}/snooze`, { until: '2026-12-01', why: 'x' })).toMatchObject(snoozed);
    expect(await send('GET', name)).toMatchObject(snoozed);
    const awake = { status: 200, json: { budget: { snooze: null } } };
    expect(await send('DELETE', `${name}/snooze`)).toMatchObject(awake);
    expect(await send('GET', name)).toMatchObject(awake);
  });

  it('answers who signs, and nobody else', async () => {
    const { cloud } = await boot(withIssuer);
    expect((await getSigned(cloud, '/iam/v1/health')).status).toBe(200);
    const unsigned = await get(cloud, '/iam/v1/health', await cloud.issueToken({ subject: 'ann' }));
    expect([unsigned.status, await unsigned.json()]).toEqual([403, { message: 'Forbidden' }]);
  });

  it('tells all what it is', async () => {
    const { cloud } = await boot(withIssuer);
    for (const path of ['/v1/openapi.json', '/v1/docs']) expect((await get(cloud, path)).status).toBe(200);
  });

  it('takes the tokens of the run’s own issuer in a run of a fleet', async () => {
    const { cloud } = await startFleetRun({
      world: buildWorld({}),
      assembly: await synthesize(),
      clock: createVirtualClock(noon),
      every: '5 minutes',
      port: 0,
    });
    running.push(cloud);
    await giveAccess(cloud);
    const token = await cloud.issueToken({ subject: 'ann', groups: ['finance'] });
    expect((await get(cloud, '/v1/health', token)).status).toBe(200);
    expect((await get(cloud, '/v1/health')).status).toBe(401);
  });

  it('has no routes for tokens where no issuer is named', async () => {
    const { cloud } = await boot(undefined);
    expect((await get(cloud, '/v1/health', await cloud.issueToken({ subject: 'ann' }))).status).toBe(404);
    expect((await get(cloud, '/v1/docs')).status).toBe(200);
    expect((await getSigned(cloud, '/iam/v1/health')).status).toBe(200);
  });
});
