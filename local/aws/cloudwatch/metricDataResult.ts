import type { Points } from './collectPoints.ts';

/** One series of an answer, or a page of one. */
export type MetricDataResult = Points & { Id: string; Label: string; StatusCode: 'Complete' | 'PartialData' };
