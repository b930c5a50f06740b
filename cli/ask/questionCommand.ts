import type { Operation } from '#shared/api/operation.ts';
import { type Parameter, parametersOf } from './parameters.ts';
import type { View } from './view.ts';

/** A command that asks one operation. */
export type QuestionCommand = {
  name: string;
  operation: Operation;
  /** Names in the path, in their order: arguments of the command. */
  places: readonly string[];
  parameters: readonly Parameter[];
  view: View | undefined;
};

/** In the order in which they stand in the path. */
const placesOf = ({ path }: Operation): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

export const toQuestionCommand = (
  operation: Operation,
  name: string,
  view: View | undefined,
): QuestionCommand => ({
  name,
  operation,
  places: placesOf(operation),
  parameters: parametersOf(operation, view?.defaults),
  view,
});
