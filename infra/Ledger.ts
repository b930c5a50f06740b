import { CfnOutput, CfnParameter, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { bucketRetention, environment } from '#shared/config/names.ts';
import { expiryAttribute, poolsIndex, tableKeys } from '#shared/ledger/keys.ts';

/**
 * The ledger's table: on demand, recoverable to any second of the last 35 days, and never deleted with the stack. Buckets
 * and hours in full expire; hours, days and months as such stay.
 */
export class Ledger extends Construct {
  private readonly table: Table;
  private readonly retentionDays: CfnParameter;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.retentionDays = new CfnParameter(this, 'RetentionDays', {
      type: 'Number',
      description: 'Days that five-minute buckets are kept; hours, days and months are kept for good',
      default: bucketRetention.defaultDays,
      minValue: bucketRetention.minDays,
      maxValue: bucketRetention.maxDays,
    });
    this.retentionDays.overrideLogicalId('BucketRetentionDays');
    this.table = new Table(this, 'Table', {
      partitionKey: { name: tableKeys.partition, type: AttributeType.STRING },
      sortKey: { name: tableKeys.sort, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: expiryAttribute,
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

  /** Lets a function read and put, and tells it the table's name and how long buckets are kept. */
  grantReadWrite(handler: LambdaFunction): void {
    handler.addEnvironment(environment.tableName, this.table.tableName);
    // As text: CloudFormation gives a parameter of type Number as it was written.
    handler.addEnvironment(environment.bucketRetentionDays, this.retentionDays.valueAsString);
    this.table.grant(
      handler,
      'dynamodb:GetItem',
      'dynamodb:BatchGetItem',
      'dynamodb:Query',
      'dynamodb:PutItem',
    );
  }
}
