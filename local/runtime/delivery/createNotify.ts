import { type Notification, toEnvelope, toFunctionEvent, toHeaders } from '#local/aws/sns/notification.ts';
import type { ServiceCaller } from '#local/aws/wire/callService.ts';
import type { AsyncInvoker } from '#local/runtime/asyncInvoker.ts';
import type { LambdaFunction } from '#local/runtime/lambdaFunction.ts';
import type { StackPlace } from '#local/template/resourceKinds.ts';
import type { DeadLetterSender } from './deadLetterSender.ts';
import type { HttpSender, SendFailure } from './httpSender.ts';
import type { Message } from './message.ts';
import { readMessage } from './readMessage.ts';
import { snsWaits } from './retryWaits.ts';

/** The subject of a mail whose message has none. */
const defaultSubject = 'AWS Notification Message';

type Parts = {
  place: StackPlace;
  functions: readonly LambdaFunction[];
  callSqs: ServiceCaller;
  invoker: AsyncInvoker;
  sender: HttpSender;
  sendDeadLetter: DeadLetterSender;
  show(message: Message): void;
  onGivenUp(failure: { functionName: string; reason: string }): void;
};

/** Takes SNS's messages to mailboxes, servers, queues and functions. */
export const createNotify = (parts: Parts) => {
  const giveUp = async (notification: Notification, { code, message, retries }: SendFailure) => {
    const { subscription } = notification;
    const reason = `given up after ${retries + 1} tries: ${message}`;
    parts.onGivenUp({ functionName: subscription.topic.name, reason });
    if (subscription.deadLetters === undefined) return;
    const attributes = { ERROR_CODE: code, ERROR_MESSAGE: message };
    const body = toEnvelope(notification);
    await parts.sendDeadLetter({ queue: subscription.deadLetters, body, attributes, reason });
  };
  const post = async (notification: Notification, url: string): Promise<void> => {
    const { publication, subscription, at } = notification;
    const body = subscription.isRaw ? publication.message : toEnvelope(notification);
    parts.show({ ...readMessage(body), to: url, at });
    const request = { url, method: 'POST', headers: toHeaders(notification), body };
    const onGivenUp = (failure: SendFailure) => giveUp(notification, failure);
    await parts.sender.send({ request, waitBefore: snsWaits, onGivenUp }, at);
  };

  return async (notification: Notification): Promise<void> => {
    const { publication, subscription, at } = notification;
    const { subscriber } = subscription;
    switch (subscriber.kind) {
      case 'email': {
        const { subject = defaultSubject, message: text } = publication;
        return parts.show({ channel: 'email', to: subscriber.address, subject, text, at });
      }
      case 'http':
        return await post(notification, subscriber.url);
      case 'queue':
        await parts.callSqs('SendMessage', {
          QueueUrl: `${parts.place.url}/${parts.place.accountId}/${subscriber.queue.name}`,
          MessageBody: subscription.isRaw ? publication.message : toEnvelope(notification),
        });
        return;
      case 'function': {
        const target = parts.functions.find(({ spec }) => spec === subscriber.function);
        if (target !== undefined) await parts.invoker.invoke(target, toFunctionEvent(notification), at);
      }
    }
  };
};
