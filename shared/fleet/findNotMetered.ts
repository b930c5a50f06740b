import { acceleratorsOf } from '#shared/domain/acceleratorCounts.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { Deployment, EndpointRecord, RecordedComponent } from './endpointRecord.ts';

/**
 * Why nothing of an endpoint or component is metered: `serverless` has no instances and is billed by what it serves;
 * `reserves nothing`: a component that holds no accelerator, or no vCPU where there are no accelerators.
 */
export type NotMeteredReason = 'serverless' | 'reserves nothing';

export type NotMetered = {
  endpoint: string;
  variant: string;
  /** Undefined for a whole variant. */
  component: string | undefined;
  reason: NotMeteredReason;
};

type Range = { from: Instant; to: Instant };
type Life = { from: Instant | undefined; to: Instant | undefined };

const overlaps = ({ from, to }: Life, range: Range): boolean =>
  (from === undefined || from < range.to) && (to === undefined || to > range.from);

const serverlessOf = ({ name: endpoint }: EndpointRecord, { variants }: Deployment): NotMetered[] =>
  variants
    .filter(({ isServerless }) => isServerless === true)
    .map(({ variant }) => ({ endpoint, variant, component: undefined, reason: 'serverless' }));

/** Whether a component holds something on instances of a type. */
const reservesOn = (
  instanceType: string,
  { acceleratorsPerCopy, vcpusPerCopy }: RecordedComponent,
): boolean =>
  acceleratorsOf(instanceType) === undefined
    ? (acceleratorsPerCopy ?? vcpusPerCopy ?? 0) > 0
    : (acceleratorsPerCopy ?? 0) > 0;

const typesOf = (deployments: readonly Deployment[], name: string): readonly string[] =>
  deployments.flatMap(({ variants }) =>
    variants.filter(({ variant }) => variant === name).flatMap(({ instanceTypes }) => instanceTypes),
  );

/** What of an endpoint in some time no cost can be of: told by name, so that nothing is missing silently. */
export const findNotMetered = (record: EndpointRecord, range: Range): NotMetered[] => {
  const end = record.deletedBy;
  const deployments = record.deployments.filter(({ startedAt, endedBy }) =>
    overlaps({ from: startedAt, to: endedBy ?? end }, range),
  );
  const components = record.components.filter(({ createdAt, deletedBy }) =>
    overlaps({ from: createdAt, to: deletedBy ?? end }, range),
  );
  return [
    ...deployments.flatMap((deployment) => serverlessOf(record, deployment)),
    ...components
      .filter((each) => typesOf(deployments, each.variant).every((type) => !reservesOn(type, each)))
      .map(({ name: component, variant }): NotMetered => {
        return { endpoint: record.name, variant, component, reason: 'reserves nothing' };
      }),
  ];
};
