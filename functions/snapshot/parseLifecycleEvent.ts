import * as z from 'zod';
import { sageMakerEvents } from '#shared/config/names.ts';
import { BadInputError } from '#shared/domain/errors.ts';
import type { LifecycleEvent } from './lifecycleEvent.ts';
import { componentCall, endpointCall, refusedCall } from './parseCall.ts';
import { stateChange } from './parseStateChange.ts';

const kindOfEvent = z.object({
  'detail-type': z.enum([sageMakerEvents.stateChange, sageMakerEvents.call]),
  detail: z.looseObject({ eventName: z.string().optional(), errorCode: z.string().optional() }),
});

const chooseSchema = ({ 'detail-type': type, detail }: z.infer<typeof kindOfEvent>) => {
  if (type === sageMakerEvents.stateChange) return stateChange;
  if (detail.errorCode !== undefined) return refusedCall;
  return detail.eventName?.endsWith('InferenceComponent') ? componentCall : endpointCall;
};

const refuse = (fault: z.ZodError): never => {
  const message = `this is no event of an endpoint's life: ${z.prettifyError(fault)}`;
  throw new BadInputError('lifecycle.bad_event', message);
};

/** Reads an event as EventBridge delivers it. @throws BadInputError that names what is wrong. */
export const parseLifecycleEvent = (event: unknown): LifecycleEvent => {
  const kind = kindOfEvent.safeParse(event);
  if (!kind.success) return refuse(kind.error);
  const parsed: z.ZodSafeParseResult<LifecycleEvent> = chooseSchema(kind.data).safeParse(event);
  return parsed.success ? parsed.data : refuse(parsed.error);
};
