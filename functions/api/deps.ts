import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { accessForm } from '#shared/access/accessForm.ts';
import { retryTools } from '#shared/aws/retry.ts';
import { environment } from '#shared/config/names.ts';
import { everyMinutes, parseEnvironment, retentionDays } from '#shared/config/parseEnvironment.ts';
import type { Access } from '#shared/domain/access.ts';
import type { Owners } from '#shared/domain/owners.ts';
import type { Rates } from '#shared/domain/rates.ts';
import { createEndpointRecords, type EndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import { createLedger, type Ledger } from '#shared/ledger/createLedger.ts';
import { createSettings, type Settings } from '#shared/ledger/createSettings.ts';
import { createReadCounts, type ReadCounts } from '#shared/metrics/readCounts.ts';
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
  readCounts: ReadCounts;
  /** How long buckets are kept. */
  bucketRetentionDays: number;
  /** How often metrics are collected. */
  collectEveryMinutes: number;
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
  return {
    account: `${settings[environment.accountId]}#${settings.AWS_REGION}`,
    claims: { groups: settings[environment.groupsClaim] },
    ledger: createLedger(documents, tableName, { retentionDays: bucketRetentionDays }),
    records: createEndpointRecords(documents, tableName),
    owners: createSettings(documents, tableName, ownersForm),
    rates: createSettings(documents, tableName, ratesForm),
    access: createSettings(documents, tableName, accessForm),
    readCounts: createReadCounts(new CloudWatchClient(), retryTools),
    bucketRetentionDays,
    collectEveryMinutes: settings[environment.collectEvery],
  };
};
