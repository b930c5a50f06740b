/**
 * Why no sample vouches for capacity:
 * - `hole`: samples are missing inside the life of an instance or of a held accelerator;
 * - `unread`: CloudWatch would not give the series;
 * - `silent`: the whole pool fell silent, and SageMaker says that it has instances;
 * - `unsampled`: SageMaker describes an instance or a copy that never had a sample;
 * - `unverified`: only sums are left, and nothing shows who held it.
 */
export const unknownReasons = ['hole', 'unread', 'silent', 'unsampled', 'unverified'] as const;
export type UnknownReason = (typeof unknownReasons)[number];
