import * as z from 'zod';
import type { TemplateScope } from './createScope.ts';
import { ignored, readProperties } from './readProperties.ts';

const schema = z.strictObject({
  TopicName: z.string().optional(),
  DisplayName: ignored,
  KmsMasterKeyId: ignored,
  DeliveryStatusLogging: ignored,
  TracingConfig: ignored,
  SignatureVersion: ignored,
  Tags: ignored,
});

/** An SNS topic; a FIFO one does not run here. */
export type TopicSpec = { logicalId: string; name: string; arn: string };

/** The topics of a template. @throws TemplateError for a property that is not understood. */
export const readTopics = (scope: TemplateScope): TopicSpec[] =>
  readProperties(scope, 'AWS::SNS::Topic', schema).map(({ logicalId, name }) => ({
    logicalId,
    name,
    arn: String(scope.ref(logicalId, logicalId)),
  }));
