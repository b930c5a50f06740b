/**
 * What one series of held accelerators did over a period: the sum of its utilisation samples, in hundredths of a percent of an
 * accelerator, and how many samples they were.
 */
export type Load = { samples: number; sum: number };

/** One hundred percent. */
const fullLoad = 10_000;

/** @param percents the sum of the samples' percents, as CloudWatch gives it. @returns undefined for no sample. */
export const loadOf = (samples: number, percents: number): Load | undefined =>
  samples > 0 ? { samples, sum: Math.min(samples * fullLoad, Math.round(percents * 100)) } : undefined;

/**
 * Joins what two reads saw of one load: the one of more samples, because CloudWatch answers with less when it is late.
 * Laws: commutative, associative, idempotent. @returns `known` itself when the other adds nothing to it.
 */
export const mergeLoad = (read: Load | undefined, known: Load | undefined): Load | undefined => {
  if (read === undefined || known === undefined) return known ?? read;
  const isMore = read.samples > known.samples || (read.samples === known.samples && read.sum > known.sum);
  return isMore ? read : known;
};
