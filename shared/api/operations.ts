import { costsOperation } from './costsOperation.ts';
import { descriptionOperation } from './descriptionOperation.ts';
import { explainOperation } from './explainOperation.ts';
import { healthOperation } from './healthOperation.ts';
import type { Operation } from './operation.ts';

/** Everything that can be asked, in the order of the document. */
export const operations: readonly Operation[] = [
  costsOperation,
  explainOperation,
  healthOperation,
  descriptionOperation,
];
