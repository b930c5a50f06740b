import type { Instance } from './fleet.ts';
import { isPooled } from './isPooled.ts';

/**
 * What an instance's series are told apart by: the type only in variants with instance pools, as AWS documents it, and itself
 * only with enhanced metrics.
 */
export const instanceDimensions = (instance: Instance): Record<string, string> => {
  const { endpoint, variant, instanceId, instanceType, deployment } = instance;
  const plain = { EndpointName: endpoint, VariantName: variant };
  const own = deployment.isEnhanced === false ? plain : { ...plain, InstanceId: instanceId };
  return isPooled(deployment, variant) ? { ...own, InstanceType: instanceType } : own;
};
