import { eventIdOf } from '#local/aws/eventbridge/eventIdOf.ts';
import { AwsError } from '#local/aws/jsonService.ts';
import type { WireAnswer, WireService } from './wireService.ts';
import { toXml, type XmlValue } from './xml.ts';

/**
 * A stand-in for one AWS service that speaks the Query protocol: a form with the operation in `Action`, lists and objects spelled
 * out in the names of its fields, and XML back.
 */
export type QueryService = {
  /** The service name in the SigV4 credential scope, such as `sns`. */
  signingName: string;
  xmlNamespace: string;
  operations: Readonly<Record<string, (input: URLSearchParams) => Promise<XmlValue>>>;
};

const toAnswer = (status: number, body: string): WireAnswer => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body,
});

/** Puts a stand-in on the wire. An exception that is not an `AwsError` becomes `InternalFailure` with status 500. */
export const serveQuery = ({ signingName, xmlNamespace, operations }: QueryService): WireService => {
  const wrap = (name: string, inner: XmlValue): string =>
    `<${name} xmlns="${xmlNamespace}">${toXml(inner)}</${name}>`;
  const answerError = (error: AwsError): WireAnswer => {
    const Type = error.status < 500 ? 'Sender' : 'Receiver';
    const fields = { Type, Code: error.queryCode ?? error.shape, Message: error.message };
    const RequestId = eventIdOf(error.message);
    return toAnswer(error.status, wrap('ErrorResponse', { Error: fields, RequestId }));
  };
  return {
    signingName,
    protocol: 'query',
    targetPrefix: signingName,
    contentType: 'text/xml',
    errorNamespace: signingName,
    answerError,
    handle: async ({ operation, body }) => {
      try {
        const run = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
        if (run === undefined) {
          const known = Object.keys(operations).join(', ');
          throw new AwsError('InvalidAction', `${signingName} has no ${operation} here; it has ${known}`);
        }
        const output = await run(new URLSearchParams(body));
        const answer = {
          [`${operation}Result`]: output,
          ResponseMetadata: { RequestId: eventIdOf(operation, body) },
        };
        return toAnswer(200, wrap(`${operation}Response`, answer));
      } catch (error) {
        if (error instanceof AwsError) return answerError(error);
        return answerError(new AwsError('InternalFailure', String(error), { status: 500 }));
      }
    },
  };
};
