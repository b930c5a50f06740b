import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import * as z from 'zod';

const projectDir = resolve(import.meta.dirname, '..');

/** The CDK app did not synthesize; the message has what it printed. */
export class SynthesisError extends Error {
  override readonly name = 'SynthesisError';
  readonly code = 'synthesis.failed';
}

export type Assembly = { templateFile: string; assemblyDir: string };

const sources = ['infra/**/*', 'functions/**/*', 'shared/**/*'];
const settings = ['package-lock.json', 'package.json', 'cdk.json', 'tsconfig.json'];

/** A hash of everything the template and its bundles are made from. */
const hashSources = (): string => {
  const hash = createHash('sha256').update(process.version);
  for (const path of [...globSync(sources, { cwd: projectDir }).sort(), ...settings]) {
    const file = join(projectDir, path);
    if (!existsSync(file) || !statSync(file).isFile()) continue;
    const content = readFileSync(file);
    hash.update(`\n${path} ${content.length}\n`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
};

const cdkConfig = z.object({ app: z.string(), context: z.record(z.string(), z.unknown()).default({}) });

/** Runs the app of cdk.json as the CDK's CLI would. @throws SynthesisError with what the app printed. */
const runApp = async (outDir: string): Promise<void> => {
  const config = cdkConfig.parse(JSON.parse(readFileSync(join(projectDir, 'cdk.json'), 'utf8')));
  const { promise, resolve: finish, reject } = Promise.withResolvers<number | null>();
  const app = spawn(config.app, {
    cwd: projectDir,
    shell: true,
    env: {
      ...process.env,
      PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
      CDK_OUTDIR: outDir,
      CDK_CONTEXT_JSON: JSON.stringify(config.context),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [app.stdout, app.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  app.on('error', reject).on('close', finish);
  const status = await promise;
  if (status !== 0)
    throw new SynthesisError(`"${config.app}" failed with status ${status}:\n${printed.trim()}`);
};

const manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({ type: z.string(), properties: z.object({ templateFile: z.string().optional() }).optional() }),
  ),
});

/** The one stack of an assembly. @throws SynthesisError when there is not exactly one. */
const readAssembly = (assemblyDir: string): Assembly => {
  const { artifacts } = manifest.parse(JSON.parse(readFileSync(join(assemblyDir, 'manifest.json'), 'utf8')));
  const templates = Object.values(artifacts).flatMap(({ type, properties }) =>
    type === 'aws:cloudformation:stack' ? (properties?.templateFile ?? []) : [],
  );
  const [template, ...others] = templates;
  if (template === undefined || others.length > 0) {
    throw new SynthesisError(`${assemblyDir} has ${templates.length} stacks, not one`);
  }
  return { templateFile: join(assemblyDir, template), assemblyDir };
};

/** Assemblies of sources long edited are of no use; one of today may be running. */
const pruneOld = (parent: string): void => {
  const yesterday = Date.now() - 86_400_000;
  for (const name of readdirSync(parent)) {
    const path = join(parent, name);
    const modifiedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? yesterday;
    if (modifiedAt < yesterday) rmSync(path, { recursive: true, force: true });
  }
};

/** Gives a finished assembly its name; another run that was quicker has made the same one. */
const publish = (unfinished: string, finished: string): void => {
  try {
    renameSync(unfinished, finished);
  } catch (error) {
    if (!existsSync(join(finished, 'manifest.json'))) throw error;
    rmSync(unfinished, { recursive: true, force: true });
  }
};

/**
 * Synthesizes the CDK app, unless that has been done for just these sources: each assembly lies in a folder
 * named after the hash of its sources, `<outDir>/local/<hash>`, and appears there at once and whole. So it is
 * never stale, and runs at the same time do not disturb each other.
 * @param options.outDir `cdk.out` of the project when absent.
 * @throws SynthesisError with what the app printed.
 */
export const synthesize = async (options: { outDir?: string } = {}): Promise<Assembly> => {
  const parent = join(options.outDir ?? join(projectDir, 'cdk.out'), 'local');
  for (;;) {
    const hash = hashSources();
    const finished = join(parent, hash);
    if (existsSync(join(finished, 'manifest.json'))) return readAssembly(finished);
    const unfinished = join(parent, `unfinished-${randomUUID()}`);
    mkdirSync(unfinished, { recursive: true });
    try {
      await runApp(unfinished);
      // A source that was edited meanwhile may be in the bundles or not: that assembly is of no hash.
      if (hashSources() === hash) publish(unfinished, finished);
      pruneOld(parent);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
};
