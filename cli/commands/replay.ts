import { basename } from 'node:path';
import { toCheckDocument } from '#cli/checks/checkDocument.ts';
import { checkLocal } from '#cli/checks/checkLocal.ts';
import { renderChecks } from '#cli/checks/renderChecks.ts';
import { toCostDocument } from '#cli/costDocument.ts';
import { costNotes } from '#cli/costNotes.ts';
import { renderCostTable } from '#cli/costTable.ts';
import { parseView, viewHelp, viewOptions } from '#cli/costView.ts';
import { giveDocument, readTraceDocument } from '#cli/documents/traceDocument.ts';
import { fromCaller } from '#cli/fromCaller.ts';
import { messageText } from '#cli/messageText.ts';
import { parseBucketEdge, parseChoice, parseOptions, parseWhole } from '#cli/parseOptions.ts';
import { createProgress } from '#cli/progress.ts';
import { openLedger, readPayerFacts, readReport } from '#cli/readLedger.ts';
import { settle } from '#cli/settle.ts';
import { sharedRows } from '#cli/sharedRows.ts';
import { readTokensFile } from '#cli/tokens/readTokensFile.ts';
import { unitCostNotes } from '#cli/unitCostNotes.ts';
import { renderUnitCosts } from '#cli/unitCostTable.ts';
import { parseUnitCost, type UnitCostView, unitCostHelp, unitCostOptions } from '#cli/unitCostView.ts';
import { UsageError } from '#cli/usageError.ts';
import { createVirtualClock } from '#local/clock.ts';
import { readTrace } from '#local/fleet/readTrace.ts';
import { worldOfTrace } from '#local/fleet/worldOfTrace.ts';
import { startFleetRun } from '#local/fleetRun.ts';
import { synthesize } from '#local/synthesize.ts';
import { budgetsForm } from '#shared/budgets/budgetsForm.ts';
import { after, formatInstant, type Instant, instant, latest } from '#shared/domain/time.ts';
import { unitCostsOf } from '#shared/domain/unitCosts.ts';
import { unusedCommitmentIn } from '#shared/domain/unusedCommitmentIn.ts';
import { createUnitsPerCopy } from '#shared/fleet/unitsPerCopy.ts';
import { ownersForm } from '#shared/ownership/ownersForm.ts';
import { parseRates } from '#shared/rates/parseRates.ts';
import { ratesForm } from '#shared/rates/ratesForm.ts';
import type { TokenSums } from '#shared/tokens/sumTokens.ts';

export const replayHelp = `tenner replay DIR: plays a fleet trace through the whole pipeline and prints what it cost

  --from ISO                   count from this bucket edge on (default: the trace's first hour)
  --to ISO                     count up to this bucket edge (default: the end of the trace's last hour)
  --every MINUTES              collect period, 1 to 129 (default 5); the look-back grows with it
  --publish-frequency 10|30|60 seconds between samples (default 10)
${viewHelp}
${unitCostHelp}
  --check                      show what is held beside what SageMaker describes, what was scaled, and how copies are used
  --json                       print one JSON document instead of a table

DIR/owners.json, where it is there, says which team pays for a component (docs/owners.md); else its team column does.
DIR/rates.json says what is paid and charged for an instance-hour (docs/rates.md); else that is the list price.

  tenner replay ../traces/may --from 2020-05-01T00:00:00Z --to 2020-05-03T00:00:00Z --every 30
  tenner replay ../traces/may --json > may.json
  tenner replay ../traces/may --aggregate team --cost-basis usage --idle share`;

const frequencies = { '10': 10, '30': 30, '60': 60 } as const;

/** How long before FROM the trace begins to play, so that what runs at FROM is known then. */
const leadSeconds = 35 * 60;

const hourSeconds = 3_600;

/** The whole hours that a trace's rows lie in. */
const coverTrace = ({ start, end }: { start: number; end: number }): { from: Instant; to: Instant } => {
  const from = instant(Math.floor(start / hourSeconds) * hourSeconds);
  return { from, to: latest(instant(Math.ceil(end / hourSeconds) * hourSeconds), after(from, hourSeconds)) };
};

const parseReplay = (args: string[]) => {
  const { values, positionals } = parseOptions(args, {
    from: { type: 'string' },
    to: { type: 'string' },
    every: { type: 'string', default: '5' },
    'publish-frequency': { type: 'string', default: '10' },
    check: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    ...viewOptions,
    ...unitCostOptions,
  });
  const [dir, ...others] = positionals;
  if (!dir || others.length > 0) {
    throw new UsageError(
      `replay takes one trace folder, not ${dir === '' ? 'an empty name' : positionals.length}; see tenner replay --help`,
    );
  }
  const choice = parseChoice('publish-frequency', values['publish-frequency'], ['10', '30', '60']);
  return {
    dir: fromCaller(dir),
    from: values.from === undefined ? undefined : parseBucketEdge('from', values.from),
    to: values.to === undefined ? undefined : parseBucketEdge('to', values.to),
    everyMinutes: parseWhole('every', values.every, 1, 129),
    publishFrequency: frequencies[choice],
    check: values.check,
    json: values.json,
    // The document says all, the table what fits a line.
    view: parseView(
      values,
      values.json ? ['endpoint', 'component', 'team', 'costCentre', 'product'] : ['team', 'model'],
    ),
    unitCost: parseUnitCost(values),
  };
};

const noTokens: TokenSums = { counts: new Map(), outside: 0 };

const readTokens = async (
  unitCost: UnitCostView | undefined,
  range: { from: Instant; to: Instant },
): Promise<TokenSums> =>
  unitCost?.tokensFile === undefined ? noTokens : readTokensFile(fromCaller(unitCost.tokensFile), range);

/** Plays a trace and prints its cost, read back from the ledger. */
export const replay = async (args: string[]): Promise<void> => {
  const { dir, everyMinutes, publishFrequency, check, json, view, unitCost, ...asked } = parseReplay(args);
  const trace = await readTrace(dir);
  const owners = await readTraceDocument(dir, ownersForm);
  const rates = await readTraceDocument(dir, ratesForm);
  const budgets = await readTraceDocument(dir, budgetsForm);
  const whole = coverTrace(trace);
  const range = { from: asked.from ?? whole.from, to: asked.to ?? whole.to };
  if (range.from >= range.to) {
    throw new UsageError(`--from ${formatInstant(range.from)} is not before --to ${formatInstant(range.to)}`);
  }
  // Before the trace is played: what is wrong with the file is said at once.
  const tokens = await readTokens(unitCost, range);
  const progress = createProgress(process.stderr);
  progress.show('Synthesizing the stack …');
  const assembly = await synthesize();
  const clock = createVirtualClock(latest(instant(trace.start), after(range.from, -leadSeconds)));
  const every = everyMinutes === 1 ? '1 minute' : `${everyMinutes} minutes`;
  const world = worldOfTrace(trace, { publishFrequency, startsAt: clock.now() });
  const run = await startFleetRun({
    world,
    assembly,
    clock,
    every,
    port: 0,
    onMessage: (message) => {
      progress.clear();
      process.stderr.write(`${messageText(message)}\n`);
    },
  });
  try {
    await giveDocument(run.cloud, ownersForm, owners, instant(clock.now()));
    await giveDocument(run.cloud, ratesForm, rates, instant(clock.now()));
    await giveDocument(run.cloud, budgetsForm, budgets, instant(clock.now()));
    const ledger = openLedger(run.cloud);
    const span = range.to - clock.now();
    const began = clock.now();
    await run.playTo(range.to, (time) => {
      const percent = Math.floor((100 * (time - began)) / span);
      progress.show(`Replaying ${basename(dir)}: ${formatInstant(instant(time))}  ${percent} %`);
    });
    progress.show('Settling …');
    await settle(run, clock, ledger, range.to, everyMinutes);
    progress.show('Reading the ledger …');
    const asked = { range, rate: view.rate };
    const facts = await readPayerFacts(run.cloud);
    const report = await readReport(ledger, asked, facts);
    const checks = check ? await checkLocal(run.cloud, range, instant(clock.now())) : undefined;
    const unused = rates === undefined ? undefined : unusedCommitmentIn(parseRates(rates), range);
    const unitCosts =
      unitCost &&
      unitCostsOf(sharedRows(report, view), view.aggregate, {
        unitsPerCopy: createUnitsPerCopy(facts.records, range),
        tokens: tokens.counts,
        tokenWeights: unitCost.tokenWeights,
      });
    progress.clear();
    const notes = [...costNotes(report, view, unused), ...(unitCost ? unitCostNotes(report, tokens) : [])];
    for (const note of notes) process.stderr.write(`${note}\n`);
    if (json) {
      const checked = checks && { checks: toCheckDocument(range, checks).pools };
      const document = { ...toCostDocument(range, report, view, { unused, unitCosts }), ...checked };
      process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    } else {
      const title = `${basename(dir)}, ${formatInstant(range.from)} to ${formatInstant(range.to)}`;
      process.stdout.write(`${title}\n\n${renderCostTable(report, view)}\n`);
      const shown = {
        hasTokens: unitCost?.tokensFile !== undefined,
        isIdleShared: view.idle.kind !== 'separate',
      };
      if (unitCosts) process.stdout.write(`\n${renderUnitCosts(unitCosts, view.aggregate, shown)}\n`);
      if (checks !== undefined) process.stdout.write(`\n${renderChecks(checks)}\n`);
    }
  } finally {
    progress.clear();
    await run.cloud.stop();
  }
};
