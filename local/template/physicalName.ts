import { createHash } from 'node:crypto';

/**
 * The name CloudFormation would give a resource without one of its own: `<Stack>-<LogicalId>-<suffix>`, the
 * suffix 12 letters and digits. Here it follows from the stack and logical id, so that a kept folder is
 * found again. Long names lose the end of the logical id, as at AWS.
 */
export const physicalName = (stackName: string, logicalId: string, maxLength = 255): string => {
  const digest = createHash('sha256').update(`${stackName}/${logicalId}`).digest('hex');
  const suffix = BigInt(`0x${digest.slice(0, 20)}`)
    .toString(36)
    .toUpperCase()
    .slice(-12)
    .padStart(12, '0');
  return `${`${stackName}-${logicalId}`.slice(0, maxLength - 13)}-${suffix}`;
};
