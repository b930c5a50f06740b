/** Names that the stack sets and the functions read. */
export const environment = {
  /** The ledger's table. */
  tableName: 'TABLE_NAME',
  /** The queue of collect messages. */
  queueUrl: 'COLLECT_QUEUE_URL',
  /** The period of the collect rule, as it stands in its rate expression: `5 minutes`. */
  collectEvery: 'COLLECT_EVERY',
  /** The period of the sweep rule, likewise. */
  sweepEvery: 'SWEEP_EVERY',
  /** Days that the ledger keeps buckets. */
  bucketRetentionDays: 'BUCKET_RETENTION_DAYS',
  /** The account that Tenner runs in; the region is Lambda's own `AWS_REGION`. */
  accountId: 'ACCOUNT_ID',
  /** The claim of a token that lists the groups of whoever asks. */
  groupsClaim: 'JWT_GROUPS_CLAIM',
  /** The bus of Tenner's own events. */
  eventBusName: 'EVENT_BUS_NAME',
  /** The queue on which budgets' evaluation is asked for. */
  evaluationQueueUrl: 'EVALUATION_QUEUE_URL',
} as const;

/** How many days buckets may be kept: long enough for late data and a month's close; roll-ups stay for good. */
export const bucketRetention = { defaultDays: 90, minDays: 14, maxDays: 3_650 } as const;

/** The namespace of Tenner's own CloudWatch metrics, and the service name in its logs. */
export const metricsNamespace = 'Tenner';

/** The events that tell what happens to endpoints and inference components, as AWS names them. */
export const sageMakerEvents = {
  source: 'aws.sagemaker',
  /** SageMaker's own, of endpoints. */
  stateChange: 'SageMaker Endpoint State Change',
  /** CloudTrail's, of calls. */
  call: 'AWS API Call via CloudTrail',
  eventSource: 'sagemaker.amazonaws.com',
  endpointCalls: ['CreateEndpoint', 'UpdateEndpoint', 'DeleteEndpoint'],
  componentCalls: ['CreateInferenceComponent', 'UpdateInferenceComponent', 'DeleteInferenceComponent'],
} as const;

/** How many days events can be replayed for. */
export const eventRetention = { defaultDays: 90, minDays: 1, maxDays: 3_650 } as const;

/** Tenner's own events, on a bus of their own. */
export const tennerEvents = {
  source: 'tenner',
  allocationChanged: 'AllocationChanged',
  budgetThresholdCrossed: 'BudgetThresholdCrossed',
  budgetRecovered: 'BudgetRecovered',
  spendAnomalyDetected: 'SpendAnomalyDetected',
  idleCapacityHigh: 'IdleCapacityHigh',
  freeCapacityLow: 'FreeCapacityLow',
  deploymentLingering: 'DeploymentLingering',
  collectionDegraded: 'CollectionDegraded',
  watchCleared: 'WatchCleared',
} as const;

/** What budgets' evaluation calls itself in its metrics, and the one that an alarm watches: groups with events still to be sent. */
export const budgetMetrics = { service: 'budget', unsent: 'GroupsUnsent' } as const;

/** What the sweep calls itself in its metrics, and the one that an alarm watches: pools an hour behind. */
export const sweepMetrics = { service: 'sweep', lagging: 'PoolsLagging' } as const;
