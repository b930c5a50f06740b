import { allocationChangesOperation } from './allocationChangesOperation.ts';
import { capacityOperation } from './capacityOperation.ts';
import { costsOperation } from './costsOperation.ts';
import { descriptionOperation } from './descriptionOperation.ts';
import { healthOperation } from './healthOperation.ts';
import type { Operation } from './operation.ts';
import { utilizationOperation } from './utilizationOperation.ts';

/** Everything that can be asked, in the order of the document. */
export const operations: readonly Operation[] = [
  costsOperation,
  capacityOperation,
  allocationChangesOperation,
  utilizationOperation,
  healthOperation,
  descriptionOperation,
];
