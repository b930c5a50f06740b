import type { AwsError } from '#local/aws/jsonService.ts';
import type { WireAnswer, WireService } from './wireService.ts';

/**
 * An error as AWS JSON services put it on the wire: `{"__type":"<namespace>#<shape>","message":…}`, with
 * `x-amzn-query-error: <code>;Sender` (`Receiver` from status 500) for services that were Query before.
 */
export const errorAnswer = (
  service: Pick<WireService, 'contentType' | 'errorNamespace'>,
  error: AwsError,
): WireAnswer => ({
  status: error.status,
  headers: {
    'content-type': service.contentType,
    ...(error.queryCode === undefined
      ? {}
      : { 'x-amzn-query-error': `${error.queryCode};${error.status >= 500 ? 'Receiver' : 'Sender'}` }),
  },
  body: JSON.stringify({ __type: `${service.errorNamespace}#${error.shape}`, message: error.message }),
});
