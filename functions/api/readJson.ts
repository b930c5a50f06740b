import { FaultyRequestError } from '#shared/api/fault.ts';
import { findJsonFaults } from './findJsonFaults.ts';
import { mostFaults } from './mostFaults.ts';

/** A body as JSON. @throws FaultyRequestError for what is none, and for what would not be what it looks like. */
export const readJson = (text: string): unknown => {
  const parse = (): unknown => {
    try {
      return JSON.parse(text);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new FaultyRequestError([
        { pointer: '', detail: `the body is not JSON: ${reason.slice(0, 200)}` },
      ]);
    }
  };
  const value = parse();
  const faults = findJsonFaults(text);
  if (faults.length > 0) throw new FaultyRequestError(faults.slice(0, mostFaults));
  return value;
};
