import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { checkLocal } from '#cli/checks/checkLocal.ts';
import { renderChecks } from '#cli/checks/renderChecks.ts';
import type { BusEvent } from '#local/aws/eventbridge/timedEvent.ts';
import { createVirtualClock } from '#local/clock.ts';
import { type FleetRun, startFleetRun } from '#local/fleetRun.ts';
import { synthesize } from '#local/synthesize.ts';
import { type AllocationChanged, allocationChanged } from '#shared/bus/allocationChanged.ts';
import { instant } from '#shared/domain/time.ts';
import {
  buildComponent,
  buildDeployment,
  buildEndpoint,
  buildInstance,
  buildPlacement,
  buildWorld,
  minute,
  second,
} from '#test/builders/world.ts';
import { functionResource, writeAssembly } from '#test/local/runtime/writeAssembly.ts';

/** One copy of two GPUs, and a second one from 00:20:05 to 00:40. */
const deployment = buildDeployment();
const instance = buildInstance('i-1', deployment);
const world = buildWorld({
  endpoints: [buildEndpoint([deployment])],
  instances: [instance],
  components: [buildComponent('ranker', { gpusPerCopy: 2 })],
  placements: [
    buildPlacement('ranker', instance, { accelerators: [0, 1], from: minute(2) }),
    buildPlacement('ranker', instance, {
      containerId: 'ranker-2',
      accelerators: [2, 3],
      from: second(1_205),
      to: minute(40),
    }),
  ],
});

/** Keeps every event that it is invoked with in a file, a line each. */
const keeper = (file: string) => `
import { appendFileSync } from 'node:fs';
export const handler = async (event) => appendFileSync(${JSON.stringify(file)}, JSON.stringify(event) + '\\n');`;

const resources = z.object({ Resources: z.record(z.string(), z.unknown()) }).loose();
const assets = z.object({
  files: z.record(
    z.string(),
    z.object({ source: z.object({ path: z.string().optional() }).loose() }).loose(),
  ),
});

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const assetsFile = (templateFile: string) => templateFile.replace('.template.json', '.assets.json');

/** The synthesized stack with a rule of a user's beside its own, and the function that the rule invokes. */
const withUserRule = async (file: string) => {
  const own = await synthesize();
  const stack = resources.parse(readJson(own.templateFile));
  const pattern = {
    source: ['tenner'],
    'detail-type': ['AllocationChanged'],
    detail: { component: ['ranker'], owners: { team: ['search'] } },
  };
  const [busName] = Object.entries(stack.Resources).flatMap(([id, resource]) =>
    z.object({ Type: z.literal('AWS::Events::EventBus') }).safeParse(resource).success ? [{ Ref: id }] : [],
  );
  const user = {
    UserFunction: functionResource('user'),
    UserRule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventBusName: busName,
        EventPattern: pattern,
        Targets: [{ Id: 'T', Arn: { 'Fn::GetAtt': ['UserFunction', 'Arn'] } }],
      },
    },
  };
  const both = writeAssembly(
    { ...stack, Resources: { ...stack.Resources, ...user } },
    { user: keeper(file) },
  );
  // The stack's bundles stay where they are.
  const { files } = assets.parse(readJson(assetsFile(both.templateFile)));
  for (const [key, asset] of Object.entries(assets.parse(readJson(assetsFile(own.templateFile))).files)) {
    const { path } = asset.source;
    if (path === undefined) continue;
    const moved = relative(both.assemblyDir, join(own.assemblyDir, path));
    files[key] = { ...asset, source: { ...asset.source, path: moved } };
  }
  writeFileSync(assetsFile(both.templateFile), JSON.stringify({ files }));
  return both;
};

describe('a component that scales out and in on the synthesized stack', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'tenner-changes-')), 'seen.txt');
  const sent: BusEvent[] = [];
  let run: FleetRun | undefined;
  beforeAll(async () => {
    run = await startFleetRun({
      world,
      assembly: await withUserRule(file),
      clock: createVirtualClock(second(0)),
      every: '5 minutes',
      port: 0,
      onEvent: (event) => sent.push(event),
    });
    await run.playTo(minute(70));
  });
  afterAll(() => run?.cloud.stop());

  const told = ({ at, direction, from, to, withinSeconds }: AllocationChanged) =>
    `${at.slice(11, 19)} ${direction} ${from}→${to} ±${withinSeconds}`;

  it('sends an event for each change, with its slot', () => {
    expect(sent.map(({ detail }) => told(allocationChanged.parse(detail)))).toEqual([
      '00:02:00 out 0→2 ±10',
      '00:20:10 out 2→4 ±10',
      '00:40:00 in 4→2 ±10',
    ]);
    expect(new Set(sent.map(({ detail }) => detail.id)).size).toBe(3);
  });

  it('reaches the functions of rules that wait for it', () => {
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(sent);
    expect(sent[1]).toMatchObject({
      source: 'tenner',
      'detail-type': 'AllocationChanged',
      time: '2026-01-01T00:20:10Z',
      resources: ['arn:aws:sagemaker:us-east-1:123456789012:endpoint/chat'],
      detail: { component: 'ranker', variant: 'AllTraffic', instanceType: 'ml.g6.12xlarge' },
    });
  });

  it('is checked: counted beside described, what was scaled, and no balance without traffic', async () => {
    if (run === undefined) throw new Error('the stack did not start');
    const range = { from: instant(minute(0)), to: instant(minute(40)) };
    const [pool, ...others] = await checkLocal(run.cloud, range, instant(minute(70)));
    expect(others).toEqual([]);
    expect(pool?.counted).toEqual([
      { component: 'ranker', at: expect.any(Number), counted: 2, described: 2 },
    ]);
    expect(pool?.changes.map(({ from, to }) => [from, to])).toEqual([
      [0, 2],
      [2, 4],
    ]);
    expect(pool?.components.map(({ copies, routing }) => [copies.length, routing.kind])).toEqual([
      [2, 'silent'],
    ]);
    expect(renderChecks(pool === undefined ? [] : [pool])).toContain('no invocation');
  });
});
