import { describe, expect, it } from 'vitest';
import { NotFoundError } from '#shared/domain/errors.ts';
import { GoneError, goneBy } from '#shared/fleet/goneError.ts';
import { at } from '#test/builders/samples.ts';

const noon = at('2026-01-01T12:00:00Z');
const later = at('2026-01-01T12:03:00Z');

describe('goneBy', () => {
  it('is when SageMaker answered, though the run began before, and the run’s time where nothing tells', () => {
    expect(goneBy(new GoneError('ep', later), noon)).toBe(later);
    expect(goneBy(new NotFoundError('fleet.no_endpoint', 'there is no endpoint ep'), noon)).toBe(noon);
  });
});
