import * as z from 'zod';
import type { WireAnswer, WireCall } from '#local/aws/wire/wireService.ts';

const update = z.object({
  TableName: z.string(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }),
});
const describe = z.object({ TableName: z.string() });

const answerWith = (output: unknown): WireAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify(output),
});

/**
 * `UpdateTimeToLive` and `DescribeTimeToLive`, which dynalite has not or has without state. Other calls, and
 * calls about a table without one, are left to dynalite (undefined).
 */
export const createTimeToLive = (): ((call: WireCall) => WireAnswer | undefined) => {
  const attributes = new Map<string, string>();
  return ({ operation, body }) => {
    if (operation === 'UpdateTimeToLive') {
      const input = update.parse(JSON.parse(body));
      const { AttributeName, Enabled } = input.TimeToLiveSpecification;
      if (Enabled) attributes.set(input.TableName, AttributeName);
      else attributes.delete(input.TableName);
      return answerWith({ TimeToLiveSpecification: input.TimeToLiveSpecification });
    }
    if (operation !== 'DescribeTimeToLive') return undefined;
    const attribute = attributes.get(describe.parse(JSON.parse(body)).TableName);
    if (attribute === undefined) return undefined;
    return answerWith({
      TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: attribute },
    });
  };
};
