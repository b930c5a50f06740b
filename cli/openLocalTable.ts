import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { LocalCloud } from '#local/bootCloud.ts';
import { FleetRunError, localRegion } from '#local/fleetRun.ts';

/** The table of a local run, through the run's own port. @throws FleetRunError when the template has none. */
export const openLocalTable = ({
  url,
  resources,
}: LocalCloud): { documents: DynamoDBDocumentClient; name: string } => {
  const [table] = resources.tables;
  if (table === undefined) throw new FleetRunError('the template has no table: there is no ledger to read');
  const client = new DynamoDBClient({
    endpoint: url,
    region: localRegion,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  return { documents: DynamoDBDocumentClient.from(client), name: table.name };
};
