import type { Bucket } from '#shared/domain/bucket.ts';
import { rerateSplit } from '#shared/domain/rerateSplit.ts';

const holesOf = ({ unknown }: Bucket): number =>
  unknown.reduce((sum, { reason, unitSeconds }) => (reason === 'hole' ? sum + unitSeconds : sum), 0);

/**
 * A hole is proven by the samples on both its sides. A run that no longer looks back to the one before it knows less than the
 * run that found it: where it read nothing new, the bucket stays as it was, at the rates of now.
 */
export const keepHoles = (stored: Bucket | undefined, built: Bucket): Bucket => {
  if (stored === undefined || stored.samples !== built.samples || holesOf(built) >= holesOf(stored))
    return built;
  const rerated = rerateSplit(stored, built);
  return rerated === stored ? stored : { ...stored, ...rerated };
};
