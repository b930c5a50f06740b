import { openDynamoDb } from '#local/aws/dynamodb.ts';
import { openFront } from '#local/aws/front.ts';
import type { FaultPlan, JsonService } from '#local/aws/jsonService.ts';
import { serveJson } from '#local/aws/wire/serveJson.ts';
import type { Clock } from '#local/clock.ts';

export type StandIns = {
  /** What an AWS SDK client needs to speak to the port. */
  client: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };
  close(): Promise<void>;
};

/** Opens a port with the given services and a DynamoDB in memory. */
export const openStandIns = async (options: {
  clock: Clock;
  services?: readonly JsonService[];
  faults?: FaultPlan;
}): Promise<StandIns> => {
  const { clock, services = [], faults } = options;
  const front = await openFront({ port: 0, clock, ...(faults === undefined ? {} : { faults }) });
  const dynamoDb = openDynamoDb({ region: 'us-east-1', accountId: '123456789012' });
  for (const service of services) front.serve(serveJson(service));
  front.serve(dynamoDb.service);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return {
    client: { endpoint: front.url, region: 'us-east-1', credentials },
    close: async () => {
      await front.close();
      await dynamoDb.close();
    },
  };
};
