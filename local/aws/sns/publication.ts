/** A message attribute; `String.Array` has a JSON list in its value, binary ones their base64. */
export type MessageAttribute = { type: string; value: string };

/** A message as it is published to a topic. */
export type Publication = {
  topicArn: string;
  message: string;
  subject?: string | undefined;
  attributes?: Readonly<Record<string, MessageAttribute>> | undefined;
};
