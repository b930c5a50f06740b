import { type Instant, latest } from '#shared/domain/time.ts';
import type { RecordedPool } from '#shared/fleet/endpointRecord.ts';
import type { RateCard, TypeRate } from '#shared/rates/rateCard.ts';

/**
 * What a pool's instances cost by the Price List, as the endpoint's newest configuration has them sold: asynchronous inference has
 * prices of its own. Where earlier ones had them sold otherwise, no earlier than it was called for.
 */
export const rateOfPool = async (
  { pool, deployments }: RecordedPool,
  now: Instant,
  { rateOf }: { rateOf: RateCard },
): Promise<TypeRate> => {
  const { instanceType, endpointArn } = pool;
  const isAsync = deployments.at(-1)?.isAsync ?? false;
  const component = isAsync ? 'AsyncInf' : 'Hosting';
  const region = endpointArn.split(':')[3] ?? '';
  const { rate, unit } = await rateOf({ instanceType, region, component }, now);
  const lastOther = deployments.findLastIndex((deployment) => deployment.isAsync !== isAsync);
  const since = lastOther < 0 ? undefined : deployments[lastOther + 1]?.startedAt;
  if (rate === undefined || since === undefined) return { rate, unit };
  return { rate: { ...rate, effectiveFrom: latest(rate.effectiveFrom, since) }, unit };
};
