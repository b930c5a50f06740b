import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { environment } from '#shared/config/names.ts';
import { poolsIndex, tableKeys } from '#shared/ledger/keys.ts';

/** The ledger's table: on demand, recoverable to any second of the last 35 days, and never deleted with the stack. */
export class Ledger extends Construct {
  private readonly table: Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: tableKeys.partition, type: AttributeType.STRING },
      sortKey: { name: tableKeys.sort, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN,
      deletionProtection: true,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: poolsIndex.name,
      partitionKey: { name: poolsIndex.partition, type: AttributeType.STRING },
      sortKey: { name: poolsIndex.sort, type: AttributeType.STRING },
      // Progress, which every run writes, stays out, so that the index is written once a pool.
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ['endpointArn', 'endpointCreatedAt', 'endpoint', 'variant', 'instanceType'],
    });
    new CfnOutput(this, 'TableName', {
      value: this.table.tableName,
      description: "The ledger's DynamoDB table",
    });
  }

  /** Lets a function read and put, and tells it the table's name. */
  grantReadWrite(handler: LambdaFunction): void {
    handler.addEnvironment(environment.tableName, this.table.tableName);
    this.table.grant(handler, 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem');
  }
}
