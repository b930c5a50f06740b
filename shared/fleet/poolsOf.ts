import type { Deployment, EndpointRecord, RecordedPool } from './endpointRecord.ts';

/** Every pool that the endpoint ever had, each with the deployments that it was part of, in order of their start. */
export const poolsOf = ({ arn, createdAt, name, deployments }: EndpointRecord): RecordedPool[] => {
  const pools = new Map<string, RecordedPool & { deployments: Deployment[] }>();
  for (const deployment of deployments) {
    for (const { variant, instanceTypes } of deployment.variants) {
      for (const instanceType of new Set(instanceTypes)) {
        const key = JSON.stringify([variant, instanceType]);
        const known = pools.get(key);
        if (known !== undefined) known.deployments.push(deployment);
        else {
          const pool = {
            endpointArn: arn,
            endpointCreatedAt: createdAt,
            endpoint: name,
            variant,
            instanceType,
          };
          pools.set(key, { pool, deployments: [deployment] });
        }
      }
    }
  }
  return [...pools.values()];
};
