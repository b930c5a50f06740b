import { expect } from 'vitest';
import type * as z from 'zod';
import type { Answered } from './askApi.ts';

/** An answer as its operation promises it: all that is promised, and nothing else. */
export const readAnswer = <Schema extends z.ZodType>(
  { answer }: { answer: Schema },
  { status, json }: Answered,
): z.output<Schema> => {
  expect(status).toBe(200);
  const parsed = answer.parse(json);
  expect(parsed).toEqual(json);
  return parsed;
};
