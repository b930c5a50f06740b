import { TraceError } from './traceError.ts';

/** Faults found while reading, kept up to a bound so that one slip in a big file does not fill the screen. */
export type TraceFaults = {
  add(fault: string): void;
  count(): number;
  /** @throws TraceError with every fault kept, when there is one. */
  throwIfAny(): void;
};

export const createTraceFaults = (bound = 20): TraceFaults => {
  const faults: string[] = [];
  let count = 0;
  return {
    add: (fault) => {
      count += 1;
      if (faults.length < bound) faults.push(fault);
    },
    count: () => count,
    throwIfAny: () => {
      const rest = count - faults.length;
      if (count > 0) throw new TraceError(rest > 0 ? [...faults, `… and ${rest} more faults`] : faults);
    },
  };
};
