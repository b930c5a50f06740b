import { plainText } from '#cli/plainText.ts';
import type { Fault } from '#shared/api/fault.ts';

const tellFault = ({ parameter, pointer, detail, allowed = [] }: Fault): string => {
  const name = parameter ?? pointer;
  // What would be right is often in the words themselves.
  const isTold = allowed.length === 0 || allowed.some((each) => detail.includes(each));
  // Each is one line, whatever names are in it.
  return plainText(
    [
      ...(name === undefined ? [] : [`${name}: `]),
      detail,
      ...(isTold ? [] : [`; expected one of ${allowed.join(', ')}`]),
    ].join(''),
  );
};

/** Everything that is wrong with a question, and what would be right: each a line of its own where it is more than one thing. */
export const tellFaults = (faults: readonly Fault[]): string => {
  const lines = faults.map(tellFault);
  return lines.length === 1
    ? lines.join('')
    : `${lines.length} things are wrong:\n${lines.map((line) => `  ${line}`).join('\n')}`;
};
