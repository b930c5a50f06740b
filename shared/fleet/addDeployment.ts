import { after, earliest, type Instant, latest } from '#shared/domain/time.ts';
import type { Deployment, EndpointRecord } from './endpointRecord.ts';
import type { DescribedConfig } from './endpointSnapshot.ts';

/**
 * When a later deployment started of which nothing says when: not before its configuration was created; at the least a second
 * after the endpoint's creation, which no update comes before, and which tells it from the first deployment.
 */
const unknownStarts = (createdAt: Instant, config: DescribedConfig): [Instant, Instant] => {
  const least = after(createdAt, 1);
  return [least, latest(least, config.createdAt ?? least)];
};

const hasTypes = ({ variants }: Pick<Deployment, 'variants'>): boolean =>
  variants.some(({ instanceTypes }) => instanceTypes.length > 0);

/** A configuration never changes; it may only be seen after it was deleted, and then says less. */
const completeFrom = (deployment: Deployment, config: DescribedConfig): Deployment =>
  hasTypes(deployment) || !hasTypes(config) ? deployment : { ...deployment, variants: config.variants };

const inOrder = (deployments: readonly Deployment[]): Deployment[] =>
  deployments.toSorted((a, b) => a.startedAt - b.startedAt || (a.configName < b.configName ? -1 : 1));

/**
 * Adds what is known of one deployment of `config`. What is known to go on already, or to have ended no earlier, is that
 * deployment, and started at the earlier of the two times: SageMaker takes no update to what is in force.
 * @param startedAt undefined when nothing says when.
 *
 * Laws: idempotent, and in whatever order the same deployments are added the same stand there.
 */
export const addDeployment = (
  { deployments, createdAt }: Pick<EndpointRecord, 'deployments' | 'createdAt'>,
  config: DescribedConfig,
  startedAt: Instant | undefined,
): readonly Deployment[] => {
  const unknown = unknownStarts(createdAt, config);
  const from = startedAt ?? unknown[1];
  const known = deployments.find(
    ({ configName, endedBy }) => configName === config.name && (endedBy === undefined || endedBy >= from),
  );
  if (known === undefined) {
    const { name: configName, publishFrequency, isEnhanced, isAsync, variants } = config;
    return inOrder([
      ...deployments,
      { configName, startedAt: from, endedBy: undefined, publishFrequency, isEnhanced, isAsync, variants },
    ]);
  }
  const isUnknown = unknown.includes(known.startedAt);
  const start = startedAt === undefined ? known.startedAt : earliest(known.startedAt, startedAt);
  const joined = { ...completeFrom(known, config), startedAt: isUnknown ? from : start };
  return inOrder(deployments.map((each) => (each === known ? joined : each)));
};
