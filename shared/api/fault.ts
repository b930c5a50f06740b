import * as z from 'zod';
import { BadInputError } from '#shared/domain/errors.ts';

/** One thing that is wrong with a request, where, and what would be right. */
export const faultSchema = z.object({
  parameter: z.string().optional().meta({ description: 'Name of the query or path parameter' }),
  pointer: z.string().optional().meta({ description: 'JSON pointer into the body' }),
  detail: z.string(),
  allowed: z
    .array(z.string())
    .optional()
    .meta({ description: 'What would be right, where that can be listed' }),
});
export type Fault = z.infer<typeof faultSchema>;

/** A request that cannot be answered as it is, with everything that is wrong with it. */
export class FaultyRequestError extends BadInputError {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    const texts = faults.map(
      ({ parameter, pointer, detail }) => `${parameter ?? pointer ?? 'request'} ${detail}`,
    );
    super('api.faulty', texts.join('; '));
    this.faults = faults;
  }
}

/** Problem details of RFC 9457: what every answer that is no success is. */
export const problemSchema = z
  .object({
    type: z.string().meta({ description: 'A stable name of the kind of problem, as a URN' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional().meta({ description: "The request's id, for whoever looks into the log" }),
    errors: z
      .array(faultSchema)
      .optional()
      .meta({ description: 'Everything that is wrong with the request' }),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problemSchema>;
