import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { costNotes } from '#cli/costNotes.ts';
import { renderCostTable } from '#cli/costTable.ts';
import type { CostView } from '#cli/costView.ts';
import { giveDocument, readTraceDocument } from '#cli/documents/traceDocument.ts';
import { doWhatFallsDue } from '#cli/doWhatFallsDue.ts';
import { localAccess, localGroups } from '#cli/localAccess.ts';
import { messageText, renderMessages } from '#cli/messageText.ts';
import { parseChoice, parseOptions, parseWhole } from '#cli/parseOptions.ts';
import { createProgress } from '#cli/progress.ts';
import { openLedger, readPayerFacts, readReport } from '#cli/readLedger.ts';
import { settle } from '#cli/settle.ts';
import { UsageError } from '#cli/usageError.ts';
import type { LocalCloud } from '#local/bootCloud.ts';
import { createVirtualClock, type VirtualClock } from '#local/clock.ts';
import { mergeTraces } from '#local/fleet/mergeTraces.ts';
import { readTrace } from '#local/fleet/readTrace.ts';
import { repeatTrace } from '#local/fleet/repeatTrace.ts';
import { shiftTrace } from '#local/fleet/shiftTrace.ts';
import type { Trace } from '#local/fleet/trace.ts';
import { worldOfTrace } from '#local/fleet/worldOfTrace.ts';
import { type FleetRun, FleetRunError, startFleetRun } from '#local/fleetRun.ts';
import type { Message } from '#local/runtime/delivery/message.ts';
import { synthesize } from '#local/synthesize.ts';
import { accessForm } from '#shared/access/accessForm.ts';
import { budgetsForm } from '#shared/budgets/budgetsForm.ts';
import { rateKinds } from '#shared/domain/rateKind.ts';
import { after, floorTo, formatInstant, type Instant, instant } from '#shared/domain/time.ts';
import { wallClock } from '#shared/lambda/wallClock.ts';

export const startHelp = `tenner start: plays the example fleets on this machine, shows what yesterday cost, and keeps running

  --once         end after the tables instead of running on
  --port NUMBER  where the AWS stand-ins listen (default 4570)
  --data FOLDER  keep the ledger's table in this folder (default: in memory)
  --rate RATE    cost: what is paid (default); charge: what teams are charged, and the variance

  npm start
  npm start -- --once`;

const examples = [
  { folder: 'aws-post', title: "The AWS post's fleet: two ml.g6.12xlarge, a day" },
  { folder: 'teams', title: 'A richer fleet: several teams, models and instance types, the same day' },
] as const;

const daySeconds = 86_400;
const everyMinutes = 5;

/** Days that the examples ran before the stack was there: a backfill finds them in CloudWatch. */
const daysBefore = 2;

/** Days that the examples are played for: long enough to watch. */
const days = 60;

/** Teams that own something, in order. */
const teamsOf = (traces: readonly Trace[]): string[] => {
  const teams = traces.flatMap(({ components }) => components.flatMap(({ team }) => team ?? []));
  return [...new Set(teams)].toSorted((a, b) => (a < b ? -1 : 1));
};

const exampleDir = (folder: string): string =>
  new URL(`../../local/examples/${folder}`, import.meta.url).pathname;

/** The day's trace, made to begin at `start` and to repeat from there. */
const readExample = async (folder: string, start: Instant): Promise<Trace> => {
  const trace = await readTrace(exampleDir(folder));
  return repeatTrace(shiftTrace(trace, start - trace.start), daySeconds, days);
};

/** Does what falls due, as it falls due, until the process is interrupted. */
const runLive = async (run: FleetRun, clock: VirtualClock): Promise<void> => {
  const stopping = new AbortController();
  const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]).then(() =>
    stopping.abort(),
  );
  const progress = createProgress(process.stdout);
  // What fails while the stack is live is told, once, and ends nothing: so does a stack that is deployed.
  const told = new Set<string>();
  const tell = (error: unknown) => {
    if (!(error instanceof FleetRunError)) throw error;
    progress.clear();
    if (!told.has(error.message)) process.stderr.write(`${error.message}\n`);
    told.add(error.message);
  };
  const { signal } = stopping;
  await doWhatFallsDue({ nextDue: run.cloud.nextDue, doDue: () => run.doDue().catch(tell) }, signal, {
    now: clock.now,
    wait: (milliseconds) =>
      Promise.race([wait(milliseconds, undefined, { signal }).catch(() => undefined), interrupted]),
    onWait: (due) =>
      progress.show(`Live. Next collect at ${formatInstant(instant(Math.ceil(due)))}; Ctrl-C ends.`),
  });
  progress.clear();
};

/** Tokens of a local run last as long as anybody looks at it. */
const tokenSeconds = 7 * daySeconds;

const describeApi = async ({ url, issueToken }: LocalCloud, teams: readonly string[]): Promise<string> => {
  const [team = 'none'] = teams;
  const issue = (subject: string, group: string) =>
    issueToken({ subject, groups: [group], expiresInSeconds: tokenSeconds });
  return `
Ask it anything: ${url}/v1/docs tells what. An admin's token and one that sees the team ${team} alone:

  export TENNER_URL=${url}
  export TENNER_TOKEN=${await issue('local-admin', localGroups.admins)}
  # TENNER_TOKEN=${await issue(`local-${team}`, localGroups.ofTeam(team))}
  npm run -s tenner -- costs --window yesterday --aggregate team,model
  npm run -s tenner -- budgets                                # how far each is spent, and what was sent of it: budgets search-day
  curl -s -H "Authorization: Bearer $TENNER_TOKEN" "$TENNER_URL/v1/costs?window=yesterday&step=6h&aggregate=team"
`;
};

const describeLive = (url: string, began: Instant): string => `
The stack keeps running live: it collects every ${everyMinutes} minutes until Ctrl-C. All of it answers on one port:

  export AWS_ENDPOINT_URL=${url} AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local
  aws sagemaker list-endpoints
  aws cloudwatch list-metrics --namespace /aws/sagemaker/InferenceComponents
  python3 -c "import boto3; print(boto3.client('sagemaker').list_endpoints()['Endpoints'])"
  npm run -s tenner -- backfill --from ${formatInstant(began)}   # the days before the stack was there
`;

/** Plays the example fleets through yesterday and today up to now, shows yesterday's cost, and goes on live. */
export const start = async (args: string[]): Promise<void> => {
  const { values, positionals } = parseOptions(args, {
    once: { type: 'boolean', default: false },
    port: { type: 'string', default: '4570' },
    data: { type: 'string' },
    rate: { type: 'string', default: 'cost' },
  });
  if (positionals.length > 0)
    throw new UsageError(`start takes no "${positionals[0]}"; see tenner start --help`);
  if (values.data === '') throw new UsageError('--data is empty; expected a folder');
  const port = parseWhole('port', values.port, 1, 65_535);
  const rate = parseChoice('rate', values.rate, rateKinds);
  const view: CostView = {
    aggregate: ['team', 'model'],
    costBasis: 'allocation',
    rate,
    idle: { kind: 'separate' },
  };
  const now = wallClock();
  const today = floorTo(now, daySeconds);
  const yesterday = { from: after(today, -daySeconds), to: today };
  const progress = createProgress(process.stderr);
  progress.show('Synthesizing the stack …');
  const began = after(yesterday.from, -daysBefore * daySeconds);
  const traces = await Promise.all(examples.map(({ folder }) => readExample(folder, began)));
  const clock = createVirtualClock(yesterday.from);
  const played: Message[] = [];
  let tell = (message: Message): void => void played.push(message);
  const run = await startFleetRun({
    world: worldOfTrace(mergeTraces(traces), { publishFrequency: 10 }),
    assembly: await synthesize(),
    clock,
    every: `${everyMinutes} minutes`,
    port,
    onMessage: (message) => tell(message),
    ...(values.data === undefined ? {} : { dataDir: resolve(process.env.INIT_CWD ?? '.', values.data) }),
  });
  try {
    const teams = teamsOf(traces);
    await giveDocument(
      run.cloud,
      accessForm,
      localAccess(teams),
      instant(clock.now()),
      'the local run’s own',
    );
    const budgets = await readTraceDocument(exampleDir('teams'), budgetsForm);
    await giveDocument(run.cloud, budgetsForm, budgets, instant(clock.now()));
    const ledger = openLedger(run.cloud);
    progress.clear();
    process.stdout.write(
      `Tenner plays two example fleets on ${run.cloud.url}, booted from its own CDK template.\n`,
    );
    const show = (time: number) => progress.show(`Playing ${formatInstant(instant(time))}`);
    await run.playTo(yesterday.to, show);
    await settle(run, clock, ledger, yesterday.to, everyMinutes);
    for (const [index, { title }] of examples.entries()) {
      const endpoints = new Set(traces[index]?.instances.map(({ endpoint }) => endpoint));
      const isWanted = (endpoint: string) => endpoints.has(endpoint);
      const asked = { range: yesterday, rate, isWanted };
      const summary = await readReport(ledger, asked, await readPayerFacts(run.cloud));
      progress.clear();
      process.stdout.write(`\n${title} (${formatInstant(yesterday.from).slice(0, 10)}, UTC)\n\n`);
      process.stdout.write(`${renderCostTable(summary, view)}\n`);
      for (const note of costNotes(summary, view)) process.stderr.write(`${note}\n`);
    }
    process.stdout.write(renderMessages(played));
    if (values.once) return;
    if (now > clock.now()) await run.playTo(now, show);
    progress.clear();
    clock.release();
    tell = (message) => {
      progress.clear();
      process.stdout.write(`${messageText(message)}\n`);
    };
    process.stdout.write(describeLive(run.cloud.url, began));
    process.stdout.write(`${await describeApi(run.cloud, teams)}\n`);
    await runLive(run, clock);
  } finally {
    progress.clear();
    await run.cloud.stop();
  }
};
