import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ApiFailure } from '#cli/api/apiFailure.ts';
import type { AskAgain, Enclosed } from '#cli/ask/enclosure.ts';
import { fromCaller } from '#cli/fromCaller.ts';
import { type UnitCostsAnswer, unitCostsOperation } from '#shared/api/unitCostsOperations.ts';
import { retryTools } from '#shared/aws/retry.ts';
import { type Instant, parseInstant } from '#shared/domain/time.ts';
import { wallClock } from '#shared/lambda/wallClock.ts';
import { createReadCounts } from '#shared/metrics/readCounts.ts';
import { readMetricTokens, type TokenMetric } from '#shared/tokens/readMetricTokens.ts';
import { collectTokens } from './collectTokens.ts';
import { openTokenRows } from './openTokenRows.ts';
import { tellNone } from './tellNone.ts';
import { tellOutside } from './tellOutside.ts';
import { type BodyRow, sumsToBodyRows } from './toBodyRows.ts';
import type { TokenSource } from './tokenSource.ts';

const askUnitCosts = async (ask: AskAgain, changes: Readonly<Record<string, string>>) => {
  const { data } = unitCostsOperation.answer.safeParse(await ask(changes));
  if (data === undefined)
    throw new ApiFailure('failed', 'the API answers in a form that this version does not know');
  return data;
};

const windowOf = ({ meta: { window } }: UnitCostsAnswer): { from: Instant; to: Instant } => {
  const [from, to] = [parseInstant(window.from), parseInstant(window.to)];
  if (from === undefined || to === undefined) throw new Error(`the window of ${window.from} has no time`);
  return { from, to };
};

/** Of the components that whoever asks has costs of. */
const readMetric = async (metric: TokenMetric, ask: AskAgain): Promise<BodyRow[]> => {
  const answer = await askUnitCosts(ask, { aggregate: 'component' });
  const components = [...new Set(answer.rows.flatMap(({ component }) => component ?? []))];
  const window = windowOf(answer);
  const readCounts = createReadCounts(new CloudWatchClient(), retryTools);
  const counts = await readMetricTokens(metric, components, { ...window, now: wallClock() }, readCounts);
  return sumsToBodyRows(counts, window);
};

const readSource = async (
  source: TokenSource,
  ask: AskAgain,
): Promise<{ rows: BodyRow[]; outside: number }> => {
  if (source.kind === 'metric') return { rows: await readMetric(source.metric, ask), outside: 0 };
  const askWindow = async () => windowOf(await askUnitCosts(ask, { aggregate: 'team' }));
  return collectTokens(openTokenRows(fromCaller(source.file)), askWindow);
};

/**
 * What the API is to be given of tokens.
 * @throws UsageError when there is no such file, or it is not gzip. @throws BadInputError at a line that is wrong.
 */
export const encloseTokens = async (
  source: TokenSource,
  weights: { in: number; out: number },
  ask: AskAgain,
): Promise<Enclosed> => {
  const { rows: tokens, outside } = await readSource(source, ask);
  const notes = [
    ...(outside === 0 ? [] : [tellOutside(outside)]),
    ...(tokens.length + outside === 0 ? [tellNone(source)] : []),
  ];
  return { body: { tokens, weights }, notes };
};
