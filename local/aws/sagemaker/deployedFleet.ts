import { countOverTime } from '#local/fleet/countOverTime.ts';
import type { ConfiguredVariant, Deployment } from '#local/fleet/deployment.ts';
import type { Instance } from '#local/fleet/fleet.ts';
import type { StepFunction } from '#local/fleet/stepFunction.ts';

/** One instance type of a variant, and how many instances of it run over time. */
export type VariantPool = { instanceType: string; instances: StepFunction };

export type DeployedVariant = Omit<ConfiguredVariant, 'instanceTypes'> & { pools: readonly VariantPool[] };

/** A deployment with its instances counted. */
export type DeployedFleet = { deployment: Deployment; variants: readonly DeployedVariant[] };

/** @param instances those of the deployment. */
export const deployFleet = (deployment: Deployment, instances: readonly Instance[]): DeployedFleet => ({
  deployment,
  variants: deployment.variants.map(({ instanceTypes, ...configured }) => ({
    ...configured,
    pools: instanceTypes.map((type) => ({
      instanceType: type,
      instances: countOverTime(
        instances.filter(
          (instance) => instance.variant === configured.variant && instance.instanceType === type,
        ),
      ),
    })),
  })),
});

/** How many instances of a variant run at a time. */
export const countInstances = ({ pools }: DeployedVariant, time: number): number =>
  pools.reduce((sum, { instances }) => sum + instances.at(time), 0);
