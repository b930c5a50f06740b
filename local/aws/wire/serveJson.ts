import { AwsError, type JsonService } from '#local/aws/jsonService.ts';
import { errorAnswer } from './errorAnswer.ts';
import type { WireService } from './wireService.ts';

const parseInput = (body: string): unknown => {
  if (body === '') return {};
  try {
    return JSON.parse(body);
  } catch {
    throw new AwsError('SerializationException', 'the request body is not JSON');
  }
};

const toAwsError = (cause: unknown): AwsError =>
  cause instanceof AwsError
    ? cause
    : new AwsError('InternalFailure', cause instanceof Error ? cause.message : String(cause), {
        status: 500,
      });

/**
 * Puts a stand-in on the wire: parses the input, runs the operation, writes the output or its error.
 * An exception that is not an `AwsError` becomes `InternalFailure` with status 500 and no stack.
 */
export const serveJson = (service: JsonService): WireService => ({
  signingName: service.signingName,
  targetPrefix: service.targetPrefix,
  contentType: service.contentType,
  errorNamespace: service.errorNamespace,
  handle: async ({ operation, body }) => {
    try {
      const run = Object.hasOwn(service.operations, operation) ? service.operations[operation] : undefined;
      if (run === undefined) {
        const known = Object.keys(service.operations).join(', ');
        const message = `${service.signingName} has no ${operation} here; it has ${known}`;
        throw new AwsError('UnknownOperationException', message, { status: 404 });
      }
      const output = await run(parseInput(body));
      return {
        status: 200,
        headers: { 'content-type': service.contentType },
        body: JSON.stringify(output ?? {}),
      };
    } catch (error) {
      return errorAnswer(service, toAwsError(error));
    }
  },
});
