/**
 * `npm run profile`: where the time of a replay goes. Plays half a day of helios-may every five minutes and prints, for
 * the main thread (stand-ins) and each function's worker, the functions that took the most time themselves.
 */
import { Session } from 'node:inspector';
import { resolve } from 'node:path';
import { createVirtualClock } from '#local/clock.ts';
import { readTrace } from '#local/fleet/readTrace.ts';
import { worldOfTrace } from '#local/fleet/worldOfTrace.ts';
import { startFleetRun } from '#local/fleetRun.ts';
import { synthesize } from '#local/synthesize.ts';

type Profile = {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples: number[];
  timeDeltas: number[];
};

const shown = 15;

const printTop = (thread: string, { nodes, samples, timeDeltas }: Profile): void => {
  const names = new Map(
    nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => {
      const place = url === '' ? '' : ` (${url.split('/').slice(-2).join('/')}:${lineNumber + 1})`;
      return [id, `${functionName || 'anonymous'}${place}`];
    }),
  );
  const self = new Map<string, number>();
  samples.forEach((id, index) => {
    const name = names.get(id) ?? '';
    self.set(name, (self.get(name) ?? 0) + (timeDeltas[index] ?? 0));
  });
  const total = timeDeltas.reduce((sum, delta) => sum + delta, 0);
  process.stdout.write(`\n${thread}: ${(total / 1e6).toFixed(1)} s\n`);
  for (const [name, time] of [...self].toSorted(([, a], [, b]) => b - a).slice(0, shown)) {
    process.stdout.write(`${((100 * time) / total).toFixed(1).padStart(6)} %  ${name}\n`);
  }
};

/** Profiles this thread and every worker that it starts; the function returned ends that and prints. */
const startProfiling = (): (() => Promise<void>) => {
  const session = new Session();
  session.connect();
  const post = (method: string, params: object = {}) =>
    new Promise<unknown>((done, fail) => {
      session.post(method, params, (error, result) => (error === null ? done(result) : fail(error)));
    });
  const workers = new Map<string, string>();
  const answers = new Map<number, (result: { profile: Profile }) => void>();
  let lastId = 0;
  const askWorker = (sessionId: string, method: string) =>
    new Promise<{ profile: Profile }>((done) => {
      lastId += 1;
      answers.set(lastId, done);
      const message = JSON.stringify({ id: lastId, method });
      void post('NodeWorker.sendMessageToWorker', { sessionId, message });
    });
  session.on('NodeWorker.attachedToWorker', ({ params: { sessionId, workerInfo } }) => {
    workers.set(sessionId, `worker ${workerInfo.workerId}`);
    for (const method of ['Profiler.enable', 'Profiler.start']) void askWorker(sessionId, method);
  });
  session.on('NodeWorker.receivedMessageFromWorker', ({ params: { message } }) => {
    const { id, result } = JSON.parse(message);
    answers.get(id)?.(result);
  });
  const started = (async () => {
    await post('NodeWorker.enable', { waitForDebuggerOnStart: false });
    await post('Profiler.enable');
    await post('Profiler.start');
  })();
  return async () => {
    await started;
    const main = (await post('Profiler.stop')) as { profile: Profile };
    printTop('main thread', main.profile);
    for (const [sessionId, name] of workers)
      printTop(name, (await askWorker(sessionId, 'Profiler.stop')).profile);
    session.disconnect();
  };
};

const dir = resolve(import.meta.dirname, '../../shared/data/helios-may');
const trace = await readTrace(dir);
const assembly = await synthesize();
const finish = startProfiling();
const clock = createVirtualClock(trace.start);
const run = await startFleetRun({
  world: worldOfTrace(trace, { publishFrequency: 10 }),
  assembly,
  clock,
  every: '5 minutes',
  port: 0,
});
await run.playTo(trace.start + 43_200);
await finish();
await run.cloud.stop();
