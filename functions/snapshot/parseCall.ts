import * as z from 'zod';
import { sageMakerEvents } from '#shared/config/names.ts';
import { lenientInstant } from './lenientInstant.ts';
import type { AskedComponent, Call, ComponentCall, EndpointCall } from './lifecycleEvent.ts';

const calls: Record<string, Call> = { Create: 'create', Update: 'update', Delete: 'delete' };

const callOf = (eventName: string): Call => calls[eventName.slice(0, 6)] ?? 'update';

/** Calls about one kind of thing. CloudTrail writes what the API reference calls `EndpointName` as `endpointName`. */
const calling = <Detail extends z.ZodType>(detail: Detail) =>
  z.object({
    'detail-type': z.literal(sageMakerEvents.call),
    account: z.string(),
    region: z.string(),
    detail,
  });

/** A call that failed did not happen; its parameters may be missing. */
export const refusedCall = calling(z.object({ errorCode: z.string() })).transform(() => ({
  kind: 'refused' as const,
}));

export const endpointCall = calling(
  z.object({
    eventName: z.enum(sageMakerEvents.endpointCalls),
    eventTime: lenientInstant,
    requestParameters: z.object({
      endpointName: z.string().min(1),
      endpointConfigName: z.string().optional(),
    }),
  }),
).transform(
  ({ account, region, detail: { eventName, eventTime, requestParameters } }): EndpointCall => ({
    kind: 'endpoint call',
    at: eventTime,
    account: `${account}#${region}`,
    call: callOf(eventName),
    name: requestParameters.endpointName,
    configName: requestParameters.endpointConfigName,
  }),
);

const specification = z.object({
  modelName: z.string().optional(),
  baseInferenceComponentName: z.string().optional(),
  computeResourceRequirements: z
    .object({ numberOfAcceleratorDevicesRequired: z.number().nonnegative().optional() })
    .optional(),
});

const componentParameters = z.object({
  inferenceComponentName: z.string().min(1),
  endpointName: z.string().optional(),
  variantName: z.string().optional(),
  specification: specification.optional(),
  /** One for each instance type, in place of the one for all. */
  specifications: z.array(specification).optional(),
  tags: z.array(z.object({ key: z.string(), value: z.string() })).optional(),
});

const toAsked = (parameters: z.infer<typeof componentParameters>): AskedComponent | undefined => {
  const { endpointName: endpoint, variantName: variant = '', tags = [] } = parameters;
  if (endpoint === undefined) return undefined;
  const specifications = parameters.specifications ?? [parameters.specification];
  const counts = new Set(
    specifications.map((each) => each?.computeResourceRequirements?.numberOfAcceleratorDevicesRequired),
  );
  const [same] = counts;
  return {
    endpoint,
    variant,
    model: specifications.find((each) => each?.modelName !== undefined)?.modelName,
    base: specifications.find((each) => each?.baseInferenceComponentName !== undefined)
      ?.baseInferenceComponentName,
    tags: new Map(tags.map(({ key, value }) => [key, value])),
    acceleratorsPerCopy: counts.size === 1 ? same : undefined,
  };
};

export const componentCall = calling(
  z.object({
    eventName: z.enum(sageMakerEvents.componentCalls),
    eventTime: lenientInstant,
    requestParameters: componentParameters,
  }),
).transform(
  ({ account, region, detail: { eventName, eventTime, requestParameters } }): ComponentCall => ({
    kind: 'component call',
    at: eventTime,
    account: `${account}#${region}`,
    call: callOf(eventName),
    name: requestParameters.inferenceComponentName,
    asked: callOf(eventName) === 'create' ? toAsked(requestParameters) : undefined,
  }),
);
