import * as z from 'zod';
import { instantText } from '#shared/config/instantText.ts';
import { formatInstant, type Instant } from '#shared/domain/time.ts';

/** Something was collected at a scheduled time: budgets are to be evaluated. */
export const evaluationMessage = z.object({ eventTime: instantText });

export const formatEvaluationMessage = (eventTime: Instant): string =>
  JSON.stringify({ eventTime: formatInstant(eventTime) });
