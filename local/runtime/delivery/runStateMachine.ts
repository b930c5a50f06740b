import * as z from 'zod';
import { AwsError } from '#local/aws/jsonService.ts';
import type { Topics } from '#local/aws/sns/createTopics.ts';
import type { StateMachineSpec } from '#local/template/stateMachineSpec.ts';

type Parts = {
  topics: Pick<Topics, 'publish'>;
  onGivenUp(failure: { functionName: string; reason: string }): void;
};

const parameters = z.object({ topicArn: z.string(), message: z.string(), subject: z.string().optional() });

/** Runs an execution: it publishes its input to a topic, or fails, which is told. */
export const runStateMachine = async (
  stateMachine: StateMachineSpec,
  input: unknown,
  { topics, onGivenUp }: Parts,
): Promise<void> => {
  const fail = (reason: string) => onGivenUp({ functionName: stateMachine.name, reason });
  const read = parameters.safeParse({
    topicArn: stateMachine.topicArn(input),
    message: stateMachine.message(input),
    subject: stateMachine.subject(input),
  });
  if (!read.success) return fail(`States.Runtime: ${z.prettifyError(read.error)}`);
  try {
    await topics.publish(read.data);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    fail(`SNS.${error.shape}: ${error.message}`);
  }
};
