import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openLedger, readCosts } from '#cli/readLedger.ts';
import { createVirtualClock } from '#local/clock.ts';
import { worldOfTrace } from '#local/fleet/worldOfTrace.ts';
import { startFleetRun } from '#local/fleetRun.ts';
import { type Assembly, synthesize } from '#local/synthesize.ts';
import { instant } from '#shared/domain/time.ts';
import { traceOf } from '#test/builders/fleet.ts';

type Resource = { Type: string; Properties: Record<string, unknown> };
type Template = { Resources: Record<string, Resource> };

const assemblies: string[] = [];
afterAll(() => {
  for (const dir of assemblies) rmSync(dir, { recursive: true });
});

/** A copy of the synthesized assembly whose template was changed by hand. */
const withTemplate = async (
  change: (resources: [string, Resource][]) => [string, Resource][],
): Promise<Assembly> => {
  const whole = await synthesize();
  const assemblyDir = mkdtempSync(join(tmpdir(), 'tenner-assembly-'));
  assemblies.push(assemblyDir);
  cpSync(whole.assemblyDir, assemblyDir, { recursive: true });
  const templateFile = join(assemblyDir, basename(whole.templateFile));
  const template = JSON.parse(readFileSync(templateFile, 'utf8')) as Template;
  template.Resources = Object.fromEntries(change(Object.entries(template.Resources)));
  writeFileSync(templateFile, JSON.stringify(template));
  return { templateFile, assemblyDir };
};

const without = (type: string) => withTemplate((all) => all.filter(([, resource]) => resource.Type !== type));

const edited = (type: string, edit: (properties: Record<string, unknown>) => void) =>
  withTemplate((all) => {
    for (const [, resource] of all) if (resource.Type === type) edit(resource.Properties);
    return all;
  });

const withoutVariable = (name: string) =>
  edited('AWS::Lambda::Function', ({ Environment }) => {
    delete (Environment as { Variables: Record<string, unknown> } | undefined)?.Variables[name];
  });

const trace = traceOf({
  instances: { 'ml.g6.12xlarge': [['00:00', 1]] },
  components: { a: { gpus: 1, team: 'red', steps: [['00:00', 1]] } },
});

/** Plays two hours and reads the cost back. */
const play = async (assembly: Assembly) => {
  const clock = createVirtualClock(trace.start);
  const run = await startFleetRun({
    world: worldOfTrace(trace, { publishFrequency: 60 }),
    assembly,
    clock,
    every: '5 minutes',
    port: 0,
  });
  try {
    await run.playTo(trace.start + 7_200);
    const range = { from: instant(trace.start), to: instant(trace.start + 7_200) };
    return await readCosts(openLedger(run.cloud), range);
  } finally {
    await run.cloud.stop();
  }
};

describe('the local run', () => {
  it('collects when the template is whole', async () => {
    const { rows } = await play(await synthesize());
    expect(rows.map(({ kind, unitSeconds }) => [kind, unitSeconds])).toEqual([
      ['allocated', 7_200],
      ['idle', 21_600],
    ]);
  });

  it('never collects without the rule', async () => {
    await expect(play(await without('AWS::Events::Rule'))).rejects.toThrow('no scheduled rule');
  });

  it('leaves messages waiting without the event source mapping', async () => {
    await expect(play(await without('AWS::Lambda::EventSourceMapping'))).rejects.toThrow(
      /messages wait in .*Queue.*no event source mapping/,
    );
  });

  it('cannot list pools without the index', async () => {
    const assembly = await edited('AWS::DynamoDB::Table', (properties) => {
      delete properties.GlobalSecondaryIndexes;
      properties.AttributeDefinitions = (
        properties.AttributeDefinitions as { AttributeName: string }[]
      ).filter(({ AttributeName }) => AttributeName === 'pk' || AttributeName === 'sk');
    });
    await expect(play(assembly)).rejects.toThrow(/index/i);
  });

  it('has no ledger without the table', async () => {
    await expect(play(await without('AWS::DynamoDB::Table'))).rejects.toThrow(/LedgerTable/);
  });

  it.each(['TABLE_NAME', 'COLLECT_EVERY'])('fails to collect without %s', async (name) => {
    await expect(play(await withoutVariable(name))).rejects.toThrow(`${name} is not set`);
  });

  it('fails to plan without COLLECT_QUEUE_URL', async () => {
    await expect(play(await withoutVariable('COLLECT_QUEUE_URL'))).rejects.toThrow(
      'COLLECT_QUEUE_URL is not set',
    );
  });

  it('refuses a resource of a type that it does not know', async () => {
    const assembly = await withTemplate((all) => [
      ...all,
      ['Stream', { Type: 'AWS::Kinesis::Stream', Properties: {} }],
    ]);
    await expect(play(assembly)).rejects.toThrow(/Stream.*AWS::Kinesis::Stream/);
  });
});
