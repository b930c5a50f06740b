import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { everyMinutes, parseEnvironment, retentionDays } from '#shared/config/parseEnvironment.ts';

const schema = z.object({ TABLE_NAME: z.string().min(1), COLLECT_EVERY: everyMinutes });

describe('parseEnvironment', () => {
  it('reads what the stack sets', () => {
    expect(parseEnvironment(schema, { TABLE_NAME: 't', COLLECT_EVERY: '5 minutes', OTHER: 'x' })).toEqual({
      TABLE_NAME: 't',
      COLLECT_EVERY: 5,
    });
    expect(parseEnvironment(schema, { TABLE_NAME: 't', COLLECT_EVERY: '1 minute' }).COLLECT_EVERY).toBe(1);
  });

  it('says every fault in one message', () => {
    expect(() => parseEnvironment(schema, { COLLECT_EVERY: '5' })).toThrow(
      'TABLE_NAME is not set; COLLECT_EVERY is "5": expected a period such as "5 minutes"',
    );
  });

  it.each(['14', '90', '3650'])('takes a retention of %s days', (days) => {
    expect(retentionDays.parse(days)).toBe(Number(days));
  });

  it.each(['13', '3651', '90.5', 'ninety', ''])('takes no retention of "%s" days', (days) => {
    expect(retentionDays.safeParse(days).success).toBe(false);
  });
});
