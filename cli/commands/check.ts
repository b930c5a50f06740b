import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { toCheckDocument } from '#cli/checks/checkDocument.ts';
import { renderChecks } from '#cli/checks/renderChecks.ts';
import { openStack, stackHelp, stackOptions } from '#cli/openStack.ts';
import { parseBucketEdge, parseOptions } from '#cli/parseOptions.ts';
import { UsageError } from '#cli/usageError.ts';
import { retryTools } from '#shared/aws/retry.ts';
import { checkAllocation } from '#shared/checks/checkAllocation.ts';
import { after, bucketSeconds, floorTo, formatInstant } from '#shared/domain/time.ts';
import { wallClock } from '#shared/lambda/wallClock.ts';
import { createReadCounts } from '#shared/metrics/readCounts.ts';

export const checkHelp = `tenner check: what the ledger counts beside what SageMaker describes, and what components did with it

  --from ISO        tell of what happened from this bucket edge on (default: a day before --to)
  --to ISO          up to this bucket edge (default: now; what is not settled yet is left out)
  --json            print one JSON document instead of tables
${stackHelp}

Accelerators that are counted beside copies × accelerators a copy; scale-outs and scale-ins with their slots; each copy's share
of the requests, hottest to coldest; and copies that are used for less than 10 % in the mean, with what they cost. Where, what
and as whom is asked as by any AWS client: AWS_REGION, AWS_PROFILE, AWS_ENDPOINT_URL.

  tenner check --from 2026-11-23T00:00:00Z --to 2026-11-24T00:00:00Z`;

/** Shows the allocation checks of a deployed or local stack. */
export const check = async (args: string[]): Promise<void> => {
  const { values, positionals } = parseOptions(args, {
    from: { type: 'string' },
    to: { type: 'string' },
    json: { type: 'boolean', default: false },
    ...stackOptions,
  });
  if (positionals.length > 0)
    throw new UsageError(`check takes no "${positionals[0]}"; see tenner check --help`);
  const now = wallClock();
  const to = values.to === undefined ? floorTo(now, bucketSeconds) : parseBucketEdge('to', values.to);
  const from = values.from === undefined ? after(to, -86_400) : parseBucketEdge('from', values.from);
  if (from >= to)
    throw new UsageError(`--from ${formatInstant(from)} is not before --to ${formatInstant(to)}`);
  const { account, ledger, records } = await openStack(values);
  const readCounts = createReadCounts(new CloudWatchClient(), retryTools);
  const checks = await checkAllocation({ account, from, to, now }, { ledger, records, readCounts });
  if (values.json)
    process.stdout.write(`${JSON.stringify(toCheckDocument({ from, to }, checks), null, 2)}\n`);
  else process.stdout.write(`${formatInstant(from)} to ${formatInstant(to)}\n\n${renderChecks(checks)}\n`);
};
