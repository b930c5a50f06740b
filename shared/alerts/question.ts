/** What is asked of the cost API: parameters by name, in order. */
export type Question = readonly (readonly [name: string, value: string])[];

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** As `tenner explain --window 2026-05 --filter team:search`. */
export const toCommand = (operation: 'explain' | 'costs', question: Question): string[] => [
  'tenner',
  operation,
  ...question.flatMap(([name, value]) => [`--${kebab(name)}`, value]),
];

/** As `/v1/explain?window=2026-05&filter=team%3Asearch`. */
export const toPath = (operation: 'explain' | 'costs', question: Question): string =>
  `/v1/${operation}?${new URLSearchParams(question.map(([name, value]): [string, string] => [name, value]))}`;
