import { describe, expect, it } from 'vitest';
import { NotFoundError } from '#shared/domain/errors.ts';
import { goneBy, RecreatedError } from '#shared/fleet/recreatedError.ts';
import { at } from '#test/builders/samples.ts';

const noon = at('2026-01-01T12:00:00Z');
const later = at('2026-01-01T12:03:00Z');

describe('goneBy', () => {
  it('is when the next endpoint of the name was created, and now for one without a next', () => {
    expect(goneBy(new RecreatedError('ep', noon), later)).toBe(noon);
    expect(goneBy(new NotFoundError('fleet.no_endpoint', 'there is no endpoint ep'), later)).toBe(later);
  });

  it('is not after now, whatever SageMaker’s clock says', () => {
    expect(goneBy(new RecreatedError('ep', later), noon)).toBe(noon);
  });
});
