import { describe, expect, it } from 'vitest';
import { readDimensions } from '#local/aws/cloudwatch/dimensionsSchema.ts';

describe('readDimensions', () => {
  it('keeps a dimension of any name, also one that JavaScript has a use for', () => {
    const read = readDimensions([
      { Name: '__proto__', Value: 'a' },
      { Name: 'constructor', Value: 'b' },
    ]);
    expect(Object.entries(read)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });
});
