import type { Metric } from '#local/aws/cloudwatch/metricSource.ts';
import { matchToken } from './matchToken.ts';
import type { SearchTerm, SearchText } from './searchQuery.ts';

/** What a metric says of itself under a property's name; everything without one. */
const textsOf = (metric: Metric, property: string | undefined, accountId: string): readonly string[] => {
  switch (property) {
    case undefined:
      return [metric.namespace, metric.name, ...Object.entries(metric.dimensions).flat()];
    case 'MetricName':
      return [metric.name];
    case 'Namespace':
      return [metric.namespace];
    case ':aws.AccountId':
      return [accountId, 'LOCAL'];
    default:
      return Object.entries(metric.dimensions).flatMap(([name, value]) => (name === property ? [value] : []));
  }
};

const matchText = ({ property, isExact, text }: SearchText, accountId: string) => {
  const matches = isExact ? (candidate: string) => candidate === text : matchToken(text);
  return (metric: Metric) => textsOf(metric, property, accountId).some(matches);
};

/** A test for whether a metric matches a search term; `accountId` is the one that all metrics here belong to. */
export const matchTerm = (term: SearchTerm, accountId: string): ((metric: Metric) => boolean) => {
  switch (term.kind) {
    case 'text':
      return matchText(term, accountId);
    case 'not': {
      const matches = matchTerm(term.term, accountId);
      return (metric) => !matches(metric);
    }
    case 'and': {
      const tests = term.terms.map((inner) => matchTerm(inner, accountId));
      return (metric) => tests.every((matches) => matches(metric));
    }
    case 'or': {
      const tests = term.terms.map((inner) => matchTerm(inner, accountId));
      return (metric) => tests.some((matches) => matches(metric));
    }
  }
};
