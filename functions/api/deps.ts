import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { accessForm } from '#shared/access/accessForm.ts';
import type { UtilizationAnswer } from '#shared/api/utilizationOperation.ts';
import { retryTools } from '#shared/aws/retry.ts';
import { budgetsForm } from '#shared/budgets/budgetsForm.ts';
import { environment } from '#shared/config/names.ts';
import { everyMinutes, parseEnvironment, retentionDays } from '#shared/config/parseEnvironment.ts';
import type { Access } from '#shared/domain/access.ts';
import type { BudgetsDocument } from '#shared/domain/budgets/budgetsDocument.ts';
import { UpstreamError } from '#shared/domain/errors.ts';
import type { Owners } from '#shared/domain/owners.ts';
import type { Rates } from '#shared/domain/rates.ts';
import { type Cache, createCache } from '#shared/lambda/createCache.ts';
import { type Alerts, createAlerts } from '#shared/ledger/createAlerts.ts';
import { createEndpointRecords, type EndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import { createLedger, type Ledger } from '#shared/ledger/createLedger.ts';
import { createSettings, type Settings } from '#shared/ledger/createSettings.ts';
import { createListSeries, type ListSeries } from '#shared/metrics/listSeries.ts';
import { createReadCounts, type ReadCounts } from '#shared/metrics/readCounts.ts';
import { createReadValues, type ReadValues } from '#shared/metrics/readValues.ts';
import { ownersForm } from '#shared/ownership/ownersForm.ts';
import { ratesForm } from '#shared/rates/ratesForm.ts';
import type { ClaimNames } from './apiRequest.ts';

/** What answers rest on. */
export type ApiDeps = {
  /** `123456789012#us-east-1` */
  account: string;
  claims: ClaimNames;
  ledger: Ledger;
  records: EndpointRecords;
  owners: Settings<Owners>;
  rates: Settings<Rates>;
  access: Settings<Access>;
  budgets: Settings<BudgetsDocument>;
  alerts: Alerts;
  readCounts: ReadCounts;
  /** How long buckets are kept. */
  bucketRetentionDays: number;
  /** How often metrics are collected. */
  collectEveryMinutes: number;
  /** @throws UpstreamError while CloudWatch lists nothing. */
  listSeries: ListSeries;
  readValues: ReadValues;
  /** What was read of CloudWatch for somebody a moment ago. */
  liveAnswers: Cache<UtilizationAnswer>;
};

/** As long as an answer from CloudWatch is given again: dashboards ask for the same side by side. */
const liveAnswers = { seconds: 30, most: 20 };

const refuseUnlisted = (cause: unknown): never => {
  throw new UpstreamError('metrics.unlisted', 'CloudWatch does not list metrics just now', { cause });
};

const schema = z.object({
  [environment.tableName]: z.string().min(1),
  [environment.bucketRetentionDays]: retentionDays,
  [environment.collectEvery]: everyMinutes,
  [environment.accountId]: z.string().regex(/^\d{12}$/, 'expected an account id'),
  [environment.groupsClaim]: z.string().min(1),
  AWS_REGION: z.string().min(1),
});

/** Built once, at the first event. */
export const createDeps = (variables: Record<string, string | undefined>): ApiDeps => {
  const settings = parseEnvironment(schema, variables);
  const tableName = settings[environment.tableName];
  const bucketRetentionDays = settings[environment.bucketRetentionDays];
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient());
  const metrics = new CloudWatchClient();
  return {
    account: `${settings[environment.accountId]}#${settings.AWS_REGION}`,
    claims: { groups: settings[environment.groupsClaim] },
    ledger: createLedger(documents, tableName, { retentionDays: bucketRetentionDays }),
    records: createEndpointRecords(documents, tableName),
    owners: createSettings(documents, tableName, ownersForm),
    rates: createSettings(documents, tableName, ratesForm),
    access: createSettings(documents, tableName, accessForm),
    budgets: createSettings(documents, tableName, budgetsForm),
    alerts: createAlerts(documents, tableName),
    readCounts: createReadCounts(metrics, retryTools),
    readValues: createReadValues(metrics, retryTools),
    listSeries: createListSeries(metrics, refuseUnlisted),
    liveAnswers: createCache(liveAnswers),
    bucketRetentionDays,
    collectEveryMinutes: settings[environment.collectEvery],
  };
};
