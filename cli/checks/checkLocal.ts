import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { openLocalTable } from '#cli/openLocalTable.ts';
import { openLedger } from '#cli/readLedger.ts';
import type { LocalCloud } from '#local/bootCloud.ts';
import { localAccount, localRegion } from '#local/fleetRun.ts';
import { retryTools } from '#shared/aws/retry.ts';
import { checkAllocation, type PoolCheck } from '#shared/checks/checkAllocation.ts';
import type { Instant } from '#shared/domain/time.ts';
import { createEndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import { createReadCounts } from '#shared/metrics/readCounts.ts';

/** The checks of a local run, through the run's own port. */
export const checkLocal = (
  cloud: LocalCloud,
  range: { from: Instant; to: Instant },
  now: Instant,
): Promise<PoolCheck[]> => {
  const { documents, name } = openLocalTable(cloud);
  const client = new CloudWatchClient({
    endpoint: cloud.url,
    region: localRegion,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  return checkAllocation(
    { ...range, now, account: `${localAccount}#${localRegion}` },
    {
      ledger: openLedger(cloud),
      records: createEndpointRecords(documents, name),
      readCounts: createReadCounts(client, retryTools),
    },
  );
};
