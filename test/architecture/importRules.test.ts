import { describe, expect, it } from 'vitest';
import { findCycles } from './findCycles.ts';
import { findForbiddenImports, findMissingFiles } from './importRules.ts';
import { parseModule } from './parseModule.ts';
import { readManifest, readModules } from './readProject.ts';

const modules = readModules();
const manifest = readManifest();
const shipped = modules.filter(({ path }) => !path.startsWith('test/'));

const example = (path: string, text: string) => parseModule(path, text);
const judge = (path: string, text: string) => findForbiddenImports([example(path, text)], manifest);

describe('the project', () => {
  it('is read whole', () => {
    const folders = new Set(modules.map(({ path }) => path.split('/')[0]));
    expect([...folders]).toEqual(
      expect.arrayContaining(['cli', 'functions', 'infra', 'local', 'shared', 'test', 'vitest.config.ts']),
    );
    expect(modules.flatMap(({ imports }) => imports).length).toBeGreaterThan(500);
  });

  it('maps each subpath to the folder of its name', () => {
    expect(Object.entries(manifest.imports)).toEqual(
      ['shared', 'local', 'functions', 'infra', 'cli', 'bench', 'test'].map((folder) => [
        `#${folder}/*`,
        `./${folder}/*`,
      ]),
    );
  });

  it('imports one way only', () => {
    expect(findForbiddenImports(modules, manifest)).toEqual([]);
  });

  it('imports files that are there', () => {
    expect(findMissingFiles(modules)).toEqual([]);
  });

  it('has no import cycle', () => {
    expect(findCycles(modules)).toEqual([]);
  });

  it('asks the machine for time and chance at the rim of the pipeline only', () => {
    const pipeline = modules.filter(({ path }) => /^(shared|functions)\//.test(path));
    expect(pipeline.flatMap(({ path, ambient }) => ambient.map((what) => `${path}: ${what}`))).toEqual([
      // How long to wait between tries; handed in wherever it is used.
      'shared/aws/retry.ts: Math.random',
      // The rim: retention and expiry go by the wall clock, which a local run sets.
      'shared/lambda/wallClock.ts: Date.now',
    ]);
  });

  it('has no file over 220 lines', () => {
    // Nobody writes or reads the client as such: it is as long as the API has operations, and made by `npm run client`.
    const written = shipped.filter(({ path }) => path !== 'shared/client/tennerApi.ts');
    expect(written.filter(({ lines }) => lines > 220).map(({ path }) => path)).toEqual([]);
  });

  it('mocks no module', () => {
    expect(modules.filter(({ mocksModules }) => mocksModules).map(({ path }) => path)).toEqual([]);
  });

  it('has no barrel', () => {
    expect(modules.filter(({ isBarrel }) => isBarrel).map(({ path }) => path)).toEqual([]);
  });
});

describe('findForbiddenImports', () => {
  it.each([
    ['the domain', 'AWS', 'shared/domain/a.ts', '@aws-sdk/client-sqs'],
    ['the domain', 'zod', 'shared/domain/a.ts', 'zod'],
    ['the domain', 'Node', 'shared/domain/a.ts', 'node:util'],
    ['the domain', 'an adapter', 'shared/domain/a.ts', '#shared/aws/retry.ts'],
    ['shared', 'a function', 'shared/ledger/a.ts', '#functions/plan/deps.ts'],
    ['shared', 'the local run', 'shared/ledger/a.ts', '#local/clock.ts'],
    ['shared', 'the command', 'shared/ledger/a.ts', '#cli/settle.ts'],
    ['shared', 'the stack', 'shared/ledger/a.ts', '#infra/Ledger.ts'],
    ['shared', 'a tool', 'shared/ledger/a.ts', 'vitest'],
    ['the client', 'Node', 'shared/client/a.ts', 'node:crypto'],
    ['the client', 'the contract', 'shared/client/a.ts', '#shared/api/fault.ts'],
    ['the client', 'zod', 'shared/client/a.ts', 'zod'],
    ['a function', 'another one', 'functions/plan/a.ts', '../collect/deps.ts'],
    ['a function', 'another one by subpath', 'functions/plan/a.ts', '#functions/collect/deps.ts'],
    ['a function', 'the local run', 'functions/plan/a.ts', '#local/clock.ts'],
    ['a function', 'the CDK', 'functions/plan/a.ts', 'aws-cdk-lib'],
    ['the local run', 'a function', 'local/a.ts', '#functions/plan/deps.ts'],
    ['the local run', 'the command', 'local/a.ts', '#cli/settle.ts'],
    ['the local run', 'the stack', 'local/a.ts', '../infra/Ledger.ts'],
    ['the command', 'a function', 'cli/a.ts', '#functions/plan/deps.ts'],
    ['the command', 'the stack', 'cli/a.ts', '#infra/Ledger.ts'],
    ['the stack', 'an adapter', 'infra/A.ts', '#shared/ledger/createLedger.ts'],
    ['the stack', 'the domain', 'infra/A.ts', '../shared/domain/time.ts'],
    ['a benchmark', 'a test', 'bench/a.ts', '#test/builders/fleet.ts'],
    ['the command', 'a test', 'cli/a.ts', '#test/builders/fleet.ts'],
    ['a setting', 'the product', 'vitest.config.ts', './shared/config/names.ts'],
    ['a file', 'what lies outside', 'local/a.ts', '../../elsewhere.ts'],
  ])('refuses that %s imports %s', (_who, _what, path, specifier) => {
    expect(judge(path, `import { a } from '${specifier}';`)).toEqual([`${path} → ${specifier}`]);
  });

  it.each([
    ['a static import', `import '#local/clock.ts';`],
    ['an import of a type', `import type { Clock } from '#local/clock.ts';`],
    ['a dynamic import', `const clock = await import('#local/clock.ts');`],
    ['the type of a module', `type Clock = import('#local/clock.ts').Clock;`],
    ['a named export from', `export { createVirtualClock } from '#local/clock.ts';`],
    ['an export of everything', `export * from '#local/clock.ts';`],
  ])('sees %s', (_form, text) => {
    expect(judge('shared/a.ts', text)).toEqual(['shared/a.ts → #local/clock.ts']);
  });

  it('refuses an import of something computed, except in the worker that runs bundles', () => {
    const text = 'await import(file);';
    expect(judge('functions/plan/a.ts', text)).toEqual(['functions/plan/a.ts → something computed']);
    expect(judge('local/runtime/lambdaWorker.ts', text)).toEqual([]);
  });

  it('refuses a file in a folder without a rule', () => {
    expect(judge('tools/a.ts', '')).toEqual(['tools/a.ts is in no folder that the import rules know']);
  });

  it.each([
    ['a function its own folder', 'functions/plan/a.ts', './deps.ts'],
    ['a function an adapter', 'functions/plan/a.ts', '#shared/queue/queueCollectMessages.ts'],
    ['a function a client', 'functions/plan/a.ts', '@aws-sdk/client-sqs'],
    ['the stack a constant', 'infra/A.ts', '#shared/config/names.ts'],
    ['the command the local run', 'cli/a.ts', '#local/clock.ts'],
    ['the client its runtime', 'shared/client/a.ts', '@oazapfts/runtime/headers'],
    ['the domain itself', 'shared/domain/a.ts', '#shared/domain/time.ts'],
  ])('lets %s', (_who, path, specifier) => {
    expect(judge(path, `import { a } from '${specifier}';`)).toEqual([]);
  });
});

describe('findMissingFiles', () => {
  it('finds an import that leads nowhere', () => {
    const one = example('local/a.ts', `import './b.ts'; import '#local/c.ts'; import 'zod';`);
    expect(findMissingFiles([one, example('local/b.ts', '')])).toEqual(['local/a.ts → #local/c.ts']);
  });
});

describe('findCycles', () => {
  it('finds a way back, by relative path, subpath or type', () => {
    const there = example('local/a.ts', `import './b.ts';`);
    const on = example('local/b.ts', `import type { C } from '#local/c.ts';`);
    const back = example('local/c.ts', `export * from './a.ts';`);
    expect(findCycles([there, on, back])).toEqual(['local/a.ts → local/b.ts → local/c.ts → local/a.ts']);
  });

  it('lets two ways lead to one file', () => {
    const both = example('local/a.ts', `import './b.ts'; import './c.ts';`);
    const one = example('local/b.ts', `import './c.ts';`);
    expect(findCycles([both, one, example('local/c.ts', '')])).toEqual([]);
  });
});

describe('parseModule', () => {
  it.each([
    ['const now = Date.now();', ['Date.now']],
    ['const clock = { now: Date.now };', ['Date.now']],
    [`const now = globalThis.Date['now']();`, ['Date.now']],
    ['const now = new Date();', ['new Date()']],
    ['const now = Date();', ['Date()']],
    ['const chance = Math.random();', ['Math.random']],
    ['const time = performance.now();', ['performance.now']],
    ['const then = new Date(0); const text = "Date.now()"; // Math.random()', []],
  ])('finds in %s what is asked of the machine', (text, expected) => {
    expect(example('shared/a.ts', text).ambient).toEqual(expected);
  });

  it('sees a module mocked, by any spelling, and takes no mocked function for one', () => {
    expect(example('test/a.ts', `vi['mock']('#local/clock.ts');`).mocksModules).toBe(true);
    expect(example('test/a.ts', 'vi.mocked(read); vi.fn();').mocksModules).toBe(false);
  });

  it('counts lines as an editor does', () => {
    expect(example('a.ts', 'let a = 1;\nlet b = 2;\n').lines).toBe(2);
    expect(example('a.ts', 'let a = 1;\nlet b = 2;').lines).toBe(2);
  });

  it.each([
    [`export * from './a.ts';`, true],
    [`export { a } from './a.ts'; export type { B } from './b.ts';`, true],
    [`import { a } from './a.ts'; export { a };`, true],
    [`import './a.ts';`, false],
    [`import { a } from './a.ts'; export const b = a + 1;`, false],
  ])('reads %s as a barrel: %s', (text, expected) => {
    expect(example('a.ts', text).isBarrel).toBe(expected);
  });
});
