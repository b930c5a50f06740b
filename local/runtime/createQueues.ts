import type { ServiceCaller } from '#local/aws/wire/callService.ts';
import type { QueueSpec } from '#local/template/queueSpec.ts';
import { TemplateError } from '#local/template/templateError.ts';

const create = async (call: ServiceCaller, spec: QueueSpec): Promise<void> => {
  const redrive = spec.deadLetter && {
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: spec.deadLetter.queueArn,
      maxReceiveCount: spec.deadLetter.maxReceiveCount,
    }),
  };
  try {
    await call('CreateQueue', { QueueName: spec.name, Attributes: { ...spec.attributes, ...redrive } });
  } catch (error) {
    throw new TemplateError(spec.logicalId, error instanceof Error ? error.message : String(error), error);
  }
};

/** Creates the queues, those without a dead-letter queue first. @throws TemplateError when SQS refuses one. */
export const createQueues = async (call: ServiceCaller, specs: readonly QueueSpec[]): Promise<void> => {
  for (const spec of specs.filter(({ deadLetter }) => deadLetter === undefined)) await create(call, spec);
  for (const spec of specs.filter(({ deadLetter }) => deadLetter !== undefined)) await create(call, spec);
};
