import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '#local/aws/jsonService.ts';
import { errorAnswer } from './errorAnswer.ts';
import type { WireAnswer, WireService } from './wireService.ts';

/** An answer, and whether the connection is closed in the middle of its body. */
export type SentAnswer = { answer: WireAnswer; isCut: boolean };

const editAnswer = (answer: WireAnswer, edit: (output: unknown) => unknown): WireAnswer => {
  if (answer.status >= 300) return answer;
  const { 'x-amz-crc32': _, ...headers } = answer.headers;
  return { status: answer.status, headers, body: JSON.stringify(edit(JSON.parse(answer.body))) };
};

/**
 * Runs a call with something going wrong. An `error` stands in for the call, which has then no effect; with
 * `cut`, `delay` and `edit` the call takes effect.
 */
export const applyFault = async (
  fault: Fault | undefined,
  service: WireService,
  run: () => Promise<WireAnswer>,
): Promise<SentAnswer> => {
  switch (fault?.kind) {
    case undefined:
      return { answer: await run(), isCut: false };
    case 'error':
      return {
        answer: service.answerError?.(fault.error) ?? errorAnswer(service, fault.error),
        isCut: false,
      };
    case 'cut':
      return { answer: await run(), isCut: true };
    case 'delay':
      await sleep(fault.milliseconds);
      return { answer: await run(), isCut: false };
    case 'edit':
      return { answer: editAnswer(await run(), fault.edit), isCut: false };
  }
};
