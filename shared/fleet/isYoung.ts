import type { Instant } from '#shared/domain/time.ts';

/** SageMaker's answers may be this much behind its calls: what is younger is not missed when they lack it. */
export const lagSeconds = 60;

/** Whether SageMaker may not show something yet that was created at that time. */
export const isYoung = ({ createdAt }: { createdAt: Instant }, now: Instant): boolean =>
  createdAt > now - lagSeconds;
