import * as z from 'zod';
import type { TemplateScope } from './createScope.ts';
import { ignored, readProperties } from './readProperties.ts';

const schema = z.strictObject({
  Name: z.string(),
  Description: ignored,
  KmsKeyIdentifier: ignored,
  LogConfig: ignored,
  Tags: ignored,
});

/** An event bus beside the default one. */
export type BusSpec = { logicalId: string; name: string; arn: string };

/** The event buses of a template. @throws TemplateError for a property that is not understood. */
export const readBuses = (scope: TemplateScope): BusSpec[] =>
  readProperties(scope, 'AWS::Events::EventBus', schema).map(({ logicalId, name, arn = '' }) => ({
    logicalId,
    name,
    arn,
  }));
