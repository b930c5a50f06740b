import { createHash } from 'node:crypto';

/** Letters and digits that follow from the stack and logical id. */
const nameSuffix = (stackName: string, logicalId: string, length: number): string => {
  const digest = createHash('sha256').update(`${stackName}/${logicalId}`).digest('hex');
  return BigInt(`0x${digest.slice(0, 20)}`)
    .toString(36)
    .slice(-length)
    .padStart(length, '0');
};

/**
 * The name CloudFormation would give a resource without one of its own: `<Stack>-<LogicalId>-<suffix>`, the
 * suffix 12 letters and digits. Here it follows from the stack and logical id, so that a kept folder is
 * found again. Long names lose the end of the logical id, as at AWS.
 */
export const physicalName = (stackName: string, logicalId: string, maxLength = 255): string => {
  const suffix = nameSuffix(stackName, logicalId, 12).toUpperCase();
  return `${`${stackName}-${logicalId}`.slice(0, maxLength - 13)}-${suffix}`;
};

/** The id that API Gateway would choose for a part of an API: ten letters and digits. */
export const apiGatewayId = (stackName: string, logicalId: string): string =>
  nameSuffix(stackName, logicalId, 10);
