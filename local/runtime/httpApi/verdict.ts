import type { HttpAnswer } from '#local/aws/wire/httpCall.ts';
import type { AuthorizerContext } from './createEvent.ts';

/** What an authorizer decides on a request. */
export type Verdict =
  | { kind: 'allowed'; authorizer: AuthorizerContext }
  | { kind: 'refused'; answer: HttpAnswer };
