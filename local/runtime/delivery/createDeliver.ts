import { AwsError } from '#local/aws/jsonService.ts';
import type { Topics } from '#local/aws/sns/createTopics.ts';
import type { ServiceCaller } from '#local/aws/wire/callService.ts';
import type { AsyncInvoker } from '#local/runtime/asyncInvoker.ts';
import type { Delivery } from '#local/runtime/eventBus.ts';
import type { LambdaFunction } from '#local/runtime/lambdaFunction.ts';
import { isDynamicReference } from '#local/template/isDynamicReference.ts';
import type { StackPlace } from '#local/template/resourceKinds.ts';
import type { Destination, TargetSpec } from '#local/template/targetSpec.ts';
import type { DeadLetterSender } from './deadLetterSender.ts';
import type { HttpSender, SendFailure } from './httpSender.ts';
import type { Message } from './message.ts';
import { readMessage } from './readMessage.ts';
import { eventBridgeWaits } from './retryWaits.ts';
import { runStateMachine } from './runStateMachine.ts';
import { toHttpRequest } from './toHttpRequest.ts';

type Parts = {
  place: StackPlace;
  functions: readonly LambdaFunction[];
  topics: Topics;
  callSqs: ServiceCaller;
  invoker: AsyncInvoker;
  sender: HttpSender;
  sendDeadLetter: DeadLetterSender;
  show(message: Message): void;
  onGivenUp(failure: { functionName: string; reason: string }): void;
};

/** Several lines of text, each in quotes, are a template that EventBridge takes, and no JSON. */
const parseInput = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    throw new AwsError('InvalidRequestContentException', 'the input is no JSON');
  }
};

type Given = { delivery: Delivery; target: TargetSpec; body: string; now: number };

/** Takes events to the targets of their rules. */
export const createDeliver = (parts: Parts) => {
  const giveUp = async ({ delivery, target }: Given, failure: SendFailure): Promise<void> => {
    const { rule, event } = delivery;
    const reason = `given up after ${failure.retries + 1} tries: ${failure.message}`;
    parts.onGivenUp({ functionName: rule.name, reason });
    if (target.deadLetters === undefined) return;
    const attributes = {
      RULE_ARN: rule.arn,
      TARGET_ARN: target.arn,
      ERROR_CODE: failure.code,
      ERROR_MESSAGE: failure.message,
      RETRY_ATTEMPTS: String(failure.retries),
      ...(failure.isExhausted && {
        EXHAUSTED_RETRY_CONDITION:
          failure.retries === target.retry.attempts ? 'MaximumRetryAttempts' : 'MaximumEventAgeInSeconds',
      }),
    };
    const body = JSON.stringify(event);
    await parts.sendDeadLetter({ queue: target.deadLetters, body, attributes, reason });
  };

  const post = async (given: Given, destination: Extract<Destination, { kind: 'http' }>): Promise<void> => {
    const { delivery, target, body, now } = given;
    const { endpoint } = destination.apiDestination;
    parts.show({ ...readMessage(body), to: endpoint, at: now });
    // Nobody here knows the server behind it.
    if (isDynamicReference(endpoint)) return;
    const request = toHttpRequest(destination, body);
    const waitBefore = eventBridgeWaits(target.retry, delivery.time);
    const onGivenUp = (failure: SendFailure) => giveUp(given, failure);
    await parts.sender.send({ request, waitBefore, onGivenUp }, now);
  };

  const deliverTo = async (given: Given): Promise<void> => {
    const { target, body, now } = given;
    const { destination } = target;
    switch (destination.kind) {
      case 'function': {
        const found = parts.functions.find(({ spec }) => spec === destination.function);
        if (found !== undefined) await parts.invoker.invoke(found, parseInput(body), now);
        return;
      }
      case 'queue': {
        const QueueUrl = `${parts.place.url}/${parts.place.accountId}/${destination.queue.name}`;
        const group = destination.groupId === undefined ? {} : { MessageGroupId: destination.groupId };
        const message = { QueueUrl, MessageBody: body, ...group };
        await parts.callSqs('SendMessage', message);
        return;
      }
      case 'topic': {
        const publication = { topicArn: destination.topic.arn, message: body };
        await parts.topics.publish(publication);
        return;
      }
      case 'stateMachine':
        return await runStateMachine(destination.stateMachine, parseInput(body), parts);
      case 'http':
        return await post(given, destination);
      case 'outside':
        return parts.show({ channel: 'action', to: target.arn, subject: undefined, text: body, at: now });
    }
  };

  /** What a service refuses at once, it would refuse again. */
  const tryOnce = async (given: Given): Promise<void> => {
    try {
      await deliverTo(given);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const failure = {
        code: 'ERROR_FROM_TARGET',
        message: error.message,
        retries: 0,
        isExhausted: false,
      } as const;
      await giveUp(given, failure);
    }
  };

  return async (delivery: Delivery, now: number): Promise<void> => {
    const { rule, event, time } = delivery;
    const origin = { ruleArn: rule.arn, ruleName: rule.name, ingestedAt: time };
    for (const target of rule.targets)
      await tryOnce({ delivery, target, body: target.input(event, origin), now });
  };
};
