import { isObject } from '#local/aws/isObject.ts';
import type { SubscriptionSpec } from '#local/template/subscriptionSpec.ts';
import type { MessageAttribute, Publication } from './publication.ts';

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const readAttribute = ({ type, value }: MessageAttribute): unknown => {
  if (type.startsWith('String.Array')) return parseJson(value);
  return type.startsWith('Number') ? Number(value) : value;
};

/** Whether a subscription gets a message: a policy for the body takes none whose body is no JSON object. */
export const matchesFilter = (
  filter: SubscriptionSpec['filter'],
  { message, attributes = {} }: Publication,
): boolean => {
  if (filter === undefined) return true;
  if (filter.of === 'body') {
    const body = parseJson(message);
    return isObject(body) && filter.matches(body);
  }
  const values = Object.entries(attributes).map(([name, attribute]) => [name, readAttribute(attribute)]);
  return filter.matches(Object.fromEntries(values));
};
