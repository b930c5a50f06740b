import { DescribeTableCommand, DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { accessForm } from '#shared/access/accessForm.ts';
import { budgetsForm } from '#shared/budgets/budgetsForm.ts';
import { bucketRetention } from '#shared/config/names.ts';
import type { Access } from '#shared/domain/access.ts';
import type { BudgetsDocument } from '#shared/domain/budgets/budgetsDocument.ts';
import type { Owners } from '#shared/domain/owners.ts';
import type { Rates } from '#shared/domain/rates.ts';
import { type Alerts, createAlerts } from '#shared/ledger/createAlerts.ts';
import { createEndpointRecords, type EndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import { createLedger, type Ledger } from '#shared/ledger/createLedger.ts';
import { createSettings, type Settings } from '#shared/ledger/createSettings.ts';
import { ownersForm } from '#shared/ownership/ownersForm.ts';
import { ratesForm } from '#shared/rates/ratesForm.ts';
import { UsageError } from './usageError.ts';

/** A deployed or local stack's table, as whoever asks may use it. */
export type OpenStack = {
  /** `123456789012#us-east-1` */
  account: string;
  ledger: Ledger;
  records: EndpointRecords;
  owners: Settings<Owners>;
  rates: Settings<Rates>;
  access: Settings<Access>;
  budgets: Settings<BudgetsDocument>;
  alerts: Alerts;
};

/** The options that say which table is meant. */
export const stackOptions = {
  table: { type: 'string' },
  stack: { type: 'string', default: 'Tenner' },
} as const;

export const stackHelp = `\
  --stack NAME      the deployed stack (default Tenner)
  --table NAME      its table, where it is not to be found by the stack's name`;

/** @throws UsageError when there is not exactly one. */
const findTable = async (client: DynamoDBClient, stack: string): Promise<string> => {
  const prefix = `${stack}-LedgerTable`;
  const found: string[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client }, {}))
    found.push(...TableNames.filter((name) => name.startsWith(prefix)));
  const [name, ...others] = found;
  if (name !== undefined && others.length === 0) return name;
  throw new UsageError(
    `there are ${found.length} tables whose names begin with ${prefix}, not one: is --stack, AWS_REGION or AWS_PROFILE another? --table names one`,
  );
};

const findAccount = async (client: DynamoDBClient, TableName: string): Promise<string> => {
  const { Table } = await client.send(new DescribeTableCommand({ TableName })).catch((error: unknown) => {
    const isMissing = error instanceof Error && error.name === 'ResourceNotFoundException';
    throw isMissing ? new UsageError(`there is no table ${TableName}`) : error;
  });
  const [, , , region, account] = Table?.TableArn?.split(':') ?? [];
  return `${account}#${region}`;
};

/**
 * Opens a stack's table: where, what and as whom is asked as by any AWS client.
 * @throws UsageError when it is not to be found.
 */
export const openStack = async (given: { table?: string | undefined; stack: string }): Promise<OpenStack> => {
  const client = new DynamoDBClient();
  const table = given.table ?? (await findTable(client, given.stack));
  const account = await findAccount(client, table);
  const documents = DynamoDBDocumentClient.from(client);
  return {
    account,
    // No bucket is written from here, so that any retention would do.
    ledger: createLedger(documents, table, { retentionDays: bucketRetention.defaultDays }),
    records: createEndpointRecords(documents, table),
    owners: createSettings(documents, table, ownersForm),
    rates: createSettings(documents, table, ratesForm),
    access: createSettings(documents, table, accessForm),
    budgets: createSettings(documents, table, budgetsForm),
    alerts: createAlerts(documents, table),
  };
};
