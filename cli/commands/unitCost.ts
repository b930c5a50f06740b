import { resolve } from 'node:path';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { toCostDocument } from '#cli/costDocument.ts';
import { costNotes } from '#cli/costNotes.ts';
import type { CostReport } from '#cli/costReport.ts';
import { parseView, viewHelp, viewOptions } from '#cli/costView.ts';
import { openStack, stackHelp, stackOptions } from '#cli/openStack.ts';
import { parseOptions } from '#cli/parseOptions.ts';
import { parsePastRange, rangeOptions } from '#cli/parsePastRange.ts';
import { readReport } from '#cli/readLedger.ts';
import { sharedRows } from '#cli/sharedRows.ts';
import { parseTokenMetric } from '#cli/tokens/parseTokenMetric.ts';
import { readTokensFile } from '#cli/tokens/readTokensFile.ts';
import { unitCostNotes } from '#cli/unitCostNotes.ts';
import { renderUnitCosts } from '#cli/unitCostTable.ts';
import { parseTokenWeights } from '#cli/unitCostView.ts';
import { UsageError } from '#cli/usageError.ts';
import { retryTools } from '#shared/aws/retry.ts';
import { formatInstant, type Instant } from '#shared/domain/time.ts';
import { unitCostsOf } from '#shared/domain/unitCosts.ts';
import { createUnitsPerCopy } from '#shared/fleet/unitsPerCopy.ts';
import { wallClock } from '#shared/lambda/wallClock.ts';
import { createReadCounts } from '#shared/metrics/readCounts.ts';
import { readMetricTokens } from '#shared/tokens/readMetricTokens.ts';
import type { TokenSums } from '#shared/tokens/sumTokens.ts';

export const unitCostCommandHelp = `tenner unit-cost: what 1,000 invocations, a copy-hour, a GPU-hour and a million tokens cost

  --from ISO                   count from this bucket edge on (needed)
  --to ISO                     count up to this bucket edge (needed)
${viewHelp}
  --tokens FILE                tokens by component and minute: CSV or .csv.gz, a file or s3://BUCKET/KEY, with the columns
                               component, minute (2026-05-01T00:05:00Z), in, out
  --token-metric METRIC        tokens from CloudWatch instead: NAMESPACE,IN,OUT,DIMENSION, the names of the metrics of tokens
                               in and out and of the dimension that has the component's name
  --token-weights IN:OUT       what a token in and one out cost beside each other (default 1:1)
  --json                       print one JSON document instead of a table
${stackHelp}

Zero traffic is said with what was spent, never as 0. Where, what and as whom is asked as by any AWS client: AWS_REGION,
AWS_PROFILE, AWS_ENDPOINT_URL.

  tenner unit-cost --from 2026-11-23T00:00:00Z --to 2026-11-24T00:00:00Z --aggregate team,model --idle share
  tenner unit-cost --from 2026-11-23T00:00:00Z --to 2026-11-24T00:00:00Z \\
      --token-metric Chat/Tokens,PromptTokens,CompletionTokens,InferenceComponentName`;

type Given = { tokens?: string | undefined; 'token-metric'?: string | undefined };

const noTokens: TokenSums = { counts: new Map(), outside: 0 };

/** Under `npm run` this process stands in the project; INIT_CWD is where the user does. */
const fromCaller = (name: string): string =>
  name.startsWith('s3://') ? name : resolve(process.env.INIT_CWD ?? '.', name);

const readTokens = async (
  given: Given,
  range: { from: Instant; to: Instant },
  { rows }: CostReport,
): Promise<TokenSums> => {
  if (given.tokens !== undefined) return readTokensFile(fromCaller(given.tokens), range);
  if (given['token-metric'] === undefined) return noTokens;
  const metric = parseTokenMetric(given['token-metric']);
  const components = [...new Set(rows.flatMap(({ component }) => component ?? []))];
  const readCounts = createReadCounts(new CloudWatchClient(), retryTools);
  return {
    counts: await readMetricTokens(metric, components, { ...range, now: wallClock() }, readCounts),
    outside: 0,
  };
};

const parse = (args: string[]) => {
  const { values, positionals } = parseOptions(args, {
    ...rangeOptions,
    ...viewOptions,
    tokens: { type: 'string' },
    'token-metric': { type: 'string' },
    'token-weights': { type: 'string' },
    json: { type: 'boolean', default: false },
    ...stackOptions,
  });
  if (positionals.length > 0)
    throw new UsageError(`unit-cost takes no "${positionals[0]}"; see tenner unit-cost --help`);
  if (values.tokens !== undefined && values['token-metric'] !== undefined)
    throw new UsageError('--tokens and --token-metric are both given; expected one of them');
  return {
    values,
    range: parsePastRange(values),
    view: parseView(values, ['team', 'model']),
    tokenWeights: parseTokenWeights(values['token-weights']),
  };
};

/** Shows the unit costs of a deployed or local stack. */
export const unitCost = async (args: string[]): Promise<void> => {
  const { values, range, view, tokenWeights } = parse(args);
  const { account, ledger, records, owners } = await openStack(values);
  const lives = await Promise.all((await records.listRecords(account)).map((life) => records.read(life)));
  const known = lives.flatMap((record) => record ?? []);
  const facts = { owners: (await owners.readInForce()).document, records: known };
  const report = await readReport(ledger, { range, account, rate: view.rate }, facts);
  const tokens = await readTokens(values, range, report);
  const unitCosts = unitCostsOf(sharedRows(report, view), view.aggregate, {
    unitsPerCopy: createUnitsPerCopy(known, range),
    tokens: tokens.counts,
    tokenWeights,
  });
  for (const note of [...costNotes(report, view), ...unitCostNotes(report, tokens)])
    process.stderr.write(`${note}\n`);
  if (values.json) {
    process.stdout.write(`${JSON.stringify(toCostDocument(range, report, view, { unitCosts }), null, 2)}\n`);
    return;
  }
  const shown = { hasTokens: tokens.counts.size > 0, isIdleShared: view.idle.kind !== 'separate' };
  const title = `${formatInstant(range.from)} to ${formatInstant(range.to)}`;
  process.stdout.write(`${title}\n\n${renderUnitCosts(unitCosts, view.aggregate, shown)}\n`);
};
