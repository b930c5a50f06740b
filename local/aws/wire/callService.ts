import * as z from 'zod';
import { AwsError } from '#local/aws/jsonService.ts';
import type { WireService } from './wireService.ts';

const errorBody = z.object({ __type: z.string(), message: z.string().optional() });

/** Headers of a call that comes from AWS itself, as dynalite and fauxqs want them: signed, for a region. */
const serviceHeaders = (service: WireService, operation: string, region: string) => ({
  host: '127.0.0.1',
  'content-type': service.contentType,
  'x-amz-target': `${service.targetPrefix}.${operation}`,
  'x-amz-date': '20260101T000000Z',
  authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/${service.signingName}/aws4_request, SignedHeaders=host, Signature=local`,
});

/** Calls an operation and gives its parsed output. @throws AwsError what the service answered. */
export type ServiceCaller = (operation: string, input: unknown) => Promise<unknown>;

/**
 * A caller for AWS's own use of a service (a stack's creation, an event source mapping's polling): the same
 * API, but not over the port, so that faults planned for the functions' calls do not hit it.
 */
export const createCaller =
  (service: WireService, region: string): ServiceCaller =>
  async (operation, input) => {
    const headers = serviceHeaders(service, operation, region);
    const answer = await service.handle({ operation, body: JSON.stringify(input), headers });
    const output: unknown = answer.body === '' ? {} : JSON.parse(answer.body);
    if (answer.status < 300) return output;
    const error = errorBody.safeParse(output);
    const shape = error.data?.__type.split('#').at(-1) ?? 'InternalFailure';
    const message = error.data?.message ?? `${operation} failed with status ${answer.status}`;
    throw new AwsError(shape, message, { status: answer.status });
  };
