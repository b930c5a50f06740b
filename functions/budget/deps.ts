import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { retryTools } from '#shared/aws/retry.ts';
import { budgetsForm } from '#shared/budgets/budgetsForm.ts';
import { createPutEvents } from '#shared/bus/createPutEvents.ts';
import { environment } from '#shared/config/names.ts';
import { parseEnvironment, retentionDays } from '#shared/config/parseEnvironment.ts';
import { createAlerts } from '#shared/ledger/createAlerts.ts';
import { createEndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import { createLedger } from '#shared/ledger/createLedger.ts';
import { createSettings } from '#shared/ledger/createSettings.ts';
import { ownersForm } from '#shared/ownership/ownersForm.ts';
import { ratesForm } from '#shared/rates/ratesForm.ts';
import { createForecasts } from './createForecasts.ts';
import { createHistories } from './createHistories.ts';
import type { AlertDeps } from './situation.ts';

const schema = z.object({
  [environment.tableName]: z.string().min(1),
  [environment.bucketRetentionDays]: retentionDays,
  [environment.eventBusName]: z.string().min(1),
  [environment.apiUrl]: z.url(),
  [environment.accountId]: z.string().regex(/^\d{12}$/, 'expected an account id'),
  AWS_REGION: z.string().min(1),
});

/** Built once, at the first event, with the account and region that it is about. @param told of what does not end an evaluation. */
export const createDeps = (
  variables: Record<string, string | undefined>,
  told: Pick<AlertDeps, 'onUnsent' | 'onFailed'>,
): AlertDeps & { account: string } => {
  const settings = parseEnvironment(schema, variables);
  const tableName = settings[environment.tableName];
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient());
  const costs = {
    ledger: createLedger(documents, tableName, { retentionDays: settings[environment.bucketRetentionDays] }),
    records: createEndpointRecords(documents, tableName),
    owners: createSettings(documents, tableName, ownersForm),
  };
  return {
    ...costs,
    account: `${settings[environment.accountId]}#${settings.AWS_REGION}`,
    rates: createSettings(documents, tableName, ratesForm),
    budgets: createSettings(documents, tableName, budgetsForm),
    alerts: createAlerts(documents, tableName),
    putEvents: createPutEvents(new EventBridgeClient(), settings[environment.eventBusName], retryTools),
    histories: createHistories(costs),
    forecasts: createForecasts(),
    links: { api: settings[environment.apiUrl] },
    ...told,
  };
};
