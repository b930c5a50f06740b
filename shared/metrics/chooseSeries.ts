import type { FoundPlace, FoundPlaces } from './findPlaces.ts';
import type { AskedValues } from './readValues.ts';
import { metricAt, type UtilizationName, utilizationMetrics } from './utilizationMetrics.ts';

/** What utilisation is of: a component, or a variant's whole instances. */
export type Subject = {
  variant: string;
  component: string | undefined;
  /** It runs on its base's copies: only its requests are its own. */
  isAdapter: boolean;
};

/** One series, of one place and one statistic of a measure. */
export type UtilizationSeries = { place: FoundPlace; name: UtilizationName; asked: AskedValues };

/** How finely a question is to be told. */
export type Detail = {
  /** Undefined for sums alone. */
  places: FoundPlaces | undefined;
  /** Only some instances or copies are asked for: then requests, too, are theirs. */
  isOfPlaces: boolean;
};

const isOf =
  ({ variant, component }: Subject) =>
  (place: FoundPlace): boolean =>
    place.variant === variant && place.component === component;

const placesOf = (subject: Subject, name: UtilizationName, { places, isOfPlaces }: Detail): FoundPlace[] => {
  const { variant, component, isAdapter } = subject;
  const { publisher } = utilizationMetrics[name];
  const whole: FoundPlace = { variant, component, isVouched: true };
  if (publisher === 'request' && !isOfPlaces) return [whole];
  if (publisher !== 'request' && isAdapter) return [];
  if (places === undefined) return [whole];
  const own = (component === undefined ? places.instances : places.copies).filter(isOf(subject));
  // Without enhanced metrics, and where nothing remembers its copies, there are sums alone.
  if (own.length === 0) return isOfPlaces ? [] : [whole];
  const isByAccelerator = publisher === 'accelerator' && component !== undefined;
  return isByAccelerator ? places.accelerators.filter(isOf(subject)) : own;
};

/** The series that tell some measures of some subjects, in the order in which both are given. */
export const chooseSeries = (
  endpoint: string,
  subjects: readonly Subject[],
  names: readonly UtilizationName[],
  detail: Detail,
): UtilizationSeries[] =>
  subjects.flatMap((subject) =>
    names.flatMap((name) =>
      placesOf(subject, name, detail).flatMap((place) =>
        utilizationMetrics[name].statistics.map((statistic) => ({
          place,
          name,
          asked: { ...metricAt(endpoint, name, place), statistic },
        })),
      ),
    ),
  );
