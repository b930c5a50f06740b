/**
 * What goes wrong with one call to the outside:
 * - `throttled`, `failed`: refused before it takes effect;
 * - `cut`: it takes effect, and the caller is told of a failure;
 * - `repeated`: its answer is lost on the way and the client sends it again, so that it takes effect twice;
 * - `crashBefore`, `crashAfter`: the invocation ends there, before or after the effect;
 * - `slow`: the answer takes a while, in which others go on;
 * - `timeout`: it takes effect when the invocation has long been ended by Lambda's limit.
 */
export const callFaults = [
  'throttled',
  'failed',
  'cut',
  'repeated',
  'crashBefore',
  'crashAfter',
  'slow',
  'timeout',
] as const;

/** What goes wrong with an answer of CloudWatch: less than there is, told or not. */
export const answerFaults = [
  'partialData',
  'noData',
  'unlisted',
  'truncatedListing',
  'staleRead',
  'thinRead',
] as const;

/** What goes wrong between the rule and the function. */
export const deliveryFaults = [
  'skippedEvent',
  'doubledEvent',
  'delayedEvent',
  'delayedMessage',
  'doubledMessage',
  'redrivenMessage',
  'partialBatch',
  'recycledSandbox',
] as const;

/** What goes wrong between a collection and the event bus: a message that never comes, and entries that the bus does not take. */
export const evaluationFaults = ['lostMessage', 'refusedEntries'] as const;

/** What happens as a consequence of the others: two collects of one endpoint at once, and puts that came too late. */
export const consequences = ['overlap', 'conflict'] as const;

export type CallFault = (typeof callFaults)[number];
export type AnswerFault = (typeof answerFaults)[number];
export type DeliveryFault = (typeof deliveryFaults)[number];
export type EvaluationFault = (typeof evaluationFaults)[number];
export type FaultKind =
  | CallFault
  | AnswerFault
  | DeliveryFault
  | EvaluationFault
  | (typeof consequences)[number];

export const faultKinds: readonly FaultKind[] = [
  ...callFaults,
  ...answerFaults,
  ...deliveryFaults,
  ...evaluationFaults,
  ...consequences,
];
