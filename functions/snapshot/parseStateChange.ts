import * as z from 'zod';
import { sageMakerEvents } from '#shared/config/names.ts';
import { lenientInstant } from './lenientInstant.ts';
import type { StateChange } from './lifecycleEvent.ts';

/** Source: AWS, "Events that Amazon SageMaker AI sends to Amazon EventBridge". */
export const stateChange = z
  .object({
    'detail-type': z.literal(sageMakerEvents.stateChange),
    account: z.string(),
    region: z.string(),
    time: lenientInstant,
    detail: z.object({
      EndpointName: z.string().min(1),
      EndpointArn: z.string().startsWith('arn:'),
      EndpointConfigName: z.string().optional(),
      EndpointStatus: z.string().min(1),
      CreationTime: lenientInstant,
      LastModifiedTime: lenientInstant.optional(),
      Tags: z.record(z.string(), z.string()).optional(),
    }),
  })
  .transform(
    ({ account, region, time, detail }): StateChange => ({
      kind: 'state',
      at: time,
      account: `${account}#${region}`,
      endpoint: {
        name: detail.EndpointName,
        arn: detail.EndpointArn,
        createdAt: detail.CreationTime,
        modifiedAt: detail.LastModifiedTime ?? time,
      },
      // The guide writes IN_SERVICE here and InService elsewhere.
      status: detail.EndpointStatus.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase(),
      configName: detail.EndpointConfigName,
      tags: detail.Tags && new Map(Object.entries(detail.Tags)),
    }),
  );
