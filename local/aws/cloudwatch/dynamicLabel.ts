import { validationError } from './cloudWatchErrors.ts';
import type { Series } from './series.ts';

const MOST_VALUES = 6;
const valuePattern = /\$\{([^}]*)\}/g;
const propertyPattern = /^\s*PROP\(\s*['"]([^'"]*)['"]\s*\)\s*$/;

/** Where the metrics live. */
export type Home = { region: string; accountId: string };

/** The label of a series: what stands under `${LABEL}`, and the series itself. */
export type WriteLabel = (series: Series, defaultLabel: string) => string;

const readProperty = (property: string, series: Series, home: Home): string | undefined => {
  const { origin, period } = series;
  if (property.startsWith('Dim.')) {
    const dimensions = Object.entries(origin?.metric.dimensions ?? {});
    return dimensions.find(([name]) => property === `Dim.${name}`)?.[1] ?? '';
  }
  switch (property) {
    case 'MetricName':
      return origin?.metric.name ?? '';
    case 'Namespace':
      return origin?.metric.namespace ?? '';
    case 'Stat':
      return origin?.statistic ?? '';
    case 'Period':
      return String(period);
    case 'Region':
      return home.region;
    case 'AccountId':
      return home.accountId;
    default:
      return undefined;
  }
};

const checkLabel = (label: string): void => {
  const values = [...label.matchAll(valuePattern)].map(([, value = '']) => value.trim());
  if (values.length > MOST_VALUES)
    throw validationError(
      `A label takes at most ${MOST_VALUES} dynamic values; this has ${values.length}: ${label}`,
    );
  if (values.filter((value) => value === 'LABEL').length > 1)
    throw validationError(`A label takes \${LABEL} only once: ${label}`);
};

/** Whether a label has `${…}` in it. */
export const isDynamic = (label: string): boolean => label.search(valuePattern) >= 0;

/**
 * Prepares a label with dynamic values: `${LABEL}` and `${PROP('…')}` of `Dim.<name>`, `MetricName`, `Namespace`,
 * `Stat`, `Period`, `Region`, `AccountId`. What a series does not have (a dimension that is not its own; anything of
 * a metric, for a computed series) is written as nothing: AWS leaves that open.
 *
 * @throws AwsError (ValidationError) for more than six values, a second `${LABEL}` or a value not known here
 */
export const createDynamicLabel = (label: string, home: Home): WriteLabel => {
  checkLabel(label);
  return (series, defaultLabel) =>
    label.replace(valuePattern, (whole, value: string) => {
      if (value.trim() === 'LABEL') return defaultLabel;
      const property = propertyPattern.exec(value)?.[1];
      const text = property === undefined ? undefined : readProperty(property, series, home);
      if (text !== undefined) return text;
      throw validationError(`The dynamic value ${whole} in a label is not known to this local CloudWatch.`);
    });
};
