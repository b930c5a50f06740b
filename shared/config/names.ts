/** Names that the stack sets and the functions read. */
export const environment = {
  /** The ledger's table. */
  tableName: 'TABLE_NAME',
  /** The queue of collect messages. */
  queueUrl: 'COLLECT_QUEUE_URL',
  /** The period of the collect rule, as it stands in its rate expression: `5 minutes`. */
  collectEvery: 'COLLECT_EVERY',
} as const;

/** The namespace of Tenner's own CloudWatch metrics, and the service name in its logs. */
export const metricsNamespace = 'Tenner';
