import { EventField, RuleTargetInput } from 'aws-cdk-lib/aws-events';

const subject = EventField.fromPath('$.detail.message.subject');
const text = EventField.fromPath('$.detail.message.text');
const chat = EventField.fromPath('$.detail.message.chat');

/** A card has a block for each line, as a template cannot repeat one; those of lines that are not there show nothing. */
const cardLines = 24;

/**
 * An event's message as a target reads it. Each value stands outside of quotes, where EventBridge puts it in as JSON; within quotes
 * AWS does not say what becomes of a quote or a line's end.
 */
export const messageInputs = {
  /** For the state machine that sends mails. */
  mail: (topicArn: string): RuleTargetInput => RuleTargetInput.fromObject({ topic: topicArn, subject, text }),
  /** For an incoming webhook of Slack, or what understands the same. */
  slack: (): RuleTargetInput => RuleTargetInput.fromObject({ text: chat }),
  /** For a webhook of a Teams workflow: an adaptive card. */
  teams: (): RuleTargetInput => {
    const lines = Array.from({ length: cardLines }, (_, index) =>
      EventField.fromPath(`$.detail.message.lines[${index}]`),
    );
    const blocks = lines.map((line) => ({ type: 'TextBlock', text: line, wrap: true, spacing: 'None' }));
    const headline = { type: 'TextBlock', text: subject, wrap: true, weight: 'Bolder', size: 'Medium' };
    const content = { type: 'AdaptiveCard', version: '1.4', body: [headline, ...blocks] };
    const contentType = 'application/vnd.microsoft.card.adaptive';
    return RuleTargetInput.fromObject({ type: 'message', attachments: [{ contentType, content }] });
  },
};
