import { AwsError } from '#local/aws/jsonService.ts';
import type { MessageAttribute, Publication } from './publication.ts';

const plainFields = new Set(['Action', 'Version', 'TopicArn', 'Message', 'Subject']);
const attributeField =
  /^MessageAttributes\.entry\.(\d+)\.(?:Name|Value\.(?:DataType|StringValue|BinaryValue))$/;

const readAttributes = (input: URLSearchParams): Record<string, MessageAttribute> => {
  const numbers = new Set([...input.keys()].flatMap((field) => attributeField.exec(field)?.[1] ?? []));
  return Object.fromEntries(
    [...numbers].map((number) => {
      const fieldOf = (field: string) => input.get(`MessageAttributes.entry.${number}.${field}`);
      const value = fieldOf('Value.StringValue') ?? fieldOf('Value.BinaryValue');
      const type = fieldOf('Value.DataType');
      const name = fieldOf('Name');
      if (name === null || type === null || value === null)
        throw new AwsError(
          'ParameterValueInvalid',
          `The message attribute ${name ?? number} has no type or value.`,
        );
      return [name, { type, value }];
    }),
  );
};

/** The form of a `Publish` as a message. @throws AwsError for what is missing, and for what is not known here. */
export const readPublish = (input: URLSearchParams): Publication => {
  const unknown = [...input.keys()].find((field) => !plainFields.has(field) && !attributeField.test(field));
  if (unknown !== undefined)
    throw new AwsError('InvalidParameter', `Invalid parameter: the local SNS does not know ${unknown}`);
  const topicArn = input.get('TopicArn');
  if (topicArn === null)
    throw new AwsError('InvalidParameter', 'Invalid parameter: TopicArn or TargetArn Reason: no value');
  const attributes = readAttributes(input);
  return {
    topicArn,
    message: input.get('Message') ?? '',
    subject: input.get('Subject') ?? undefined,
    attributes: Object.keys(attributes).length === 0 ? undefined : attributes,
  };
};
