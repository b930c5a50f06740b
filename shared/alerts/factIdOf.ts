import { hash } from 'node:crypto';

/** One part of what makes a fact. */
export type FactPart = string | number;

/** The id of a fact that is made of others: the same in whatever order they are found. */
export const factIdOf = (type: string, facts: readonly (readonly FactPart[])[]): string => {
  const texts = facts.map((each) => JSON.stringify(each)).toSorted((a, b) => (a < b ? -1 : 1));
  return hash('sha256', JSON.stringify([type, ...texts]));
};
