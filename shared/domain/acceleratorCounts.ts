import type { Unit } from './unit.ts';

// Accelerators (GPUs, Inferentia or Trainium devices) an instance, by family and size. Source: AWS, "Amazon EC2
// accelerated computing instances", https://docs.aws.amazon.com/ec2/latest/instancetypes/ac.html, read 2026-11.
// The Price List's `gpu` attribute tells the same of types with GPUs, which a test holds to; it has none for Inferentia and Trainium,
// and for types that it does not sell. So this comes first, and the Price List where this is silent.
const countsByFamily: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  g4dn: { xlarge: 1, '2xlarge': 1, '4xlarge': 1, '8xlarge': 1, '12xlarge': 4, '16xlarge': 1 },
  g5: {
    xlarge: 1,
    '2xlarge': 1,
    '4xlarge': 1,
    '8xlarge': 1,
    '12xlarge': 4,
    '16xlarge': 1,
    '24xlarge': 4,
    '48xlarge': 8,
  },
  g6: {
    xlarge: 1,
    '2xlarge': 1,
    '4xlarge': 1,
    '8xlarge': 1,
    '12xlarge': 4,
    '16xlarge': 1,
    '24xlarge': 4,
    '48xlarge': 8,
  },
  g6e: {
    xlarge: 1,
    '2xlarge': 1,
    '4xlarge': 1,
    '8xlarge': 1,
    '12xlarge': 4,
    '16xlarge': 1,
    '24xlarge': 4,
    '48xlarge': 8,
  },
  g7: { '2xlarge': 1, '4xlarge': 1, '8xlarge': 1, '12xlarge': 2, '24xlarge': 4, '48xlarge': 8 },
  g7e: { '2xlarge': 1, '4xlarge': 1, '8xlarge': 1, '12xlarge': 2, '24xlarge': 4, '48xlarge': 8 },
  p4d: { '24xlarge': 8 },
  p4de: { '24xlarge': 8 },
  p5: { '4xlarge': 1, '48xlarge': 8 },
  p5e: { '48xlarge': 8 },
  p5en: { '48xlarge': 8 },
  'p6-b200': { '48xlarge': 8 },
  'p6-b300': { '48xlarge': 8 },
  'p6e-gb200': { '36xlarge': 4 },
  inf2: { xlarge: 1, '8xlarge': 1, '24xlarge': 6, '48xlarge': 12 },
  trn1: { '2xlarge': 1, '32xlarge': 16 },
};

/** Accelerators on one instance of a SageMaker type such as `ml.g6.12xlarge`; undefined when it is not known. */
export const acceleratorsOf = (instanceType: string): number | undefined => {
  const [prefix, family, size, ...rest] = instanceType.split('.');
  if (prefix !== 'ml' || family === undefined || size === undefined || rest.length > 0) return undefined;
  const sizes = Object.hasOwn(countsByFamily, family) ? countsByFamily[family] : undefined;
  return sizes !== undefined && Object.hasOwn(sizes, size) ? sizes[size] : undefined;
};

/** The unit of pools of a type that has accelerators; undefined when that is not known, or it has none. */
export const acceleratorUnitOf = (instanceType: string): Unit | undefined => {
  const perInstance = acceleratorsOf(instanceType);
  return perInstance === undefined ? undefined : { kind: 'accelerator', perInstance };
};
