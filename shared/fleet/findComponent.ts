import type { Instant } from '#shared/domain/time.ts';
import type { RecordedComponent } from './endpointRecord.ts';

/** How far the time of the call that creates a component may be from what SageMaker says its creation time is. */
const sameCreationSeconds = 5;

/** An end of which no beginning is known stands for a component that was created before it. */
const couldBe = ({ createdAt, deletedBy }: RecordedComponent, created: Instant): boolean =>
  (deletedBy === undefined || deletedBy >= created) &&
  (createdAt === undefined || Math.abs(createdAt - created) <= sameCreationSeconds);

/** What is recorded of the component of that name that was created at `created`; of several the one that ends first. */
export const findComponent = (
  components: readonly RecordedComponent[],
  name: string,
  created: Instant,
): RecordedComponent | undefined => {
  const end = ({ deletedBy }: RecordedComponent) => deletedBy ?? Number.POSITIVE_INFINITY;
  return components
    .filter((each) => each.name === name && couldBe(each, created))
    .toSorted(
      (a, b) => Number(b.createdAt !== undefined) - Number(a.createdAt !== undefined) || end(a) - end(b),
    )
    .at(0);
};
