import * as z from 'zod';
import { type EventPattern, parseEventPattern } from '#local/aws/eventbridge/parseEventPattern.ts';
import type { BusSpec } from './busSpec.ts';
import type { TemplateScope } from './createScope.ts';
import { ignored, readProperties } from './readProperties.ts';
import { readWith } from './readWith.ts';
import { TemplateError } from './templateError.ts';

const schema = z.strictObject({
  ArchiveName: z.string().optional(),
  SourceArn: z.string(),
  Description: ignored,
  EventPattern: z.unknown().optional(),
  RetentionDays: z.coerce.number().int().min(0).default(0),
  KmsKeyIdentifier: ignored,
});

/** An archive of the events of a bus, to replay from. */
export type ArchiveSpec = {
  logicalId: string;
  name: string;
  arn: string;
  bus: BusSpec;
  /** The events that it keeps; all of them without one. */
  pattern: EventPattern | undefined;
  /** 0 keeps them for good. */
  retentionDays: number;
};

/**
 * The archives of a template.
 * @throws TemplateError for a bus that is not in the stack, a pattern that cannot be read, and for a property that is not
 * understood.
 */
export const readArchives = (scope: TemplateScope, buses: readonly BusSpec[]): ArchiveSpec[] =>
  readProperties(scope, 'AWS::Events::Archive', schema).map(({ logicalId, name, arn = '', properties }) => {
    const bus = buses.find((candidate) => candidate.arn === properties.SourceArn);
    if (bus === undefined)
      throw new TemplateError(logicalId, `its bus ${properties.SourceArn} is not in the stack`);
    const { EventPattern: given } = properties;
    return {
      logicalId,
      name,
      arn,
      bus,
      pattern: given === undefined ? undefined : readWith(logicalId, parseEventPattern, given),
      retentionDays: properties.RetentionDays,
    };
  });
