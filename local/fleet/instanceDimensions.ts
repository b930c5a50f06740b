import type { Instance } from './fleet.ts';
import { isPooled } from './isPooled.ts';

/** What an instance's series are told apart by; the type only in variants with instance pools, as AWS documents it. */
export const instanceDimensions = (instance: Instance): Record<string, string> => {
  const { endpoint, variant, instanceId, instanceType, deployment } = instance;
  const own = { EndpointName: endpoint, VariantName: variant, InstanceId: instanceId };
  return isPooled(deployment, variant) ? { ...own, InstanceType: instanceType } : own;
};
