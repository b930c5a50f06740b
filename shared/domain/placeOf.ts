import type { CostRow } from './costRow.ts';

/** The fields that make rows the same thing, whoever they belong to. */
const fieldsOf = (row: CostRow): readonly (string | undefined)[] => {
  const { kind, endpoint, variant, instanceType, unit, component, model, shared } = row;
  const pool = [endpoint, variant, instanceType, unit];
  switch (kind) {
    case 'allocated':
      // A base is one thing before and after it has adapters, and however it is shared with them.
      return [...pool, component, model, shared?.base ?? component];
    case 'idle':
      return pool;
    case 'unknown':
      return [...pool, row.reason];
    case 'variance':
      return pool;
  }
};

/**
 * Equal for rows of the same thing, whose quantity and price can be compared from one period to another: what a component holds in
 * a pool; what is unknown there for one reason; all that is idle there; its variance. What is different here, as a
 * new model in a component, is two things: one that ended and one that is new, and a change of quantity.
 */
export const placeOf = (row: CostRow): string =>
  JSON.stringify([row.kind, ...fieldsOf(row).map((field) => field ?? 0)]);
