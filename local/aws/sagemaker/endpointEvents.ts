import { createServiceEvent } from '#local/aws/eventbridge/createServiceEvent.ts';
import type { TimedEvent } from '#local/aws/eventbridge/timedEvent.ts';
import type { WorldEndpoint } from '#local/fleet/world.ts';
import { countInstances, type DeployedFleet } from './deployedFleet.ts';
import { createResourceArns } from './resourceArns.ts';

export type EventPlace = { region: string; accountId: string };

/** A change of an endpoint's status, with the deployment that the endpoint then shows as its own. */
type Change = { time: number; status: string; shown: DeployedFleet };

/** @param fleets the endpoint's deployments, in order of time. */
const changesOf = ({ createdAt, deletedAt }: WorldEndpoint, fleets: readonly DeployedFleet[]): Change[] => {
  const rollouts = fleets.flatMap((fleet, index): Change[] => {
    const { startedAt, finishedAt } = fleet.deployment;
    const before = fleets[index - 1];
    const start: Change =
      before === undefined
        ? { time: createdAt, status: 'CREATING', shown: fleet }
        : { time: startedAt, status: 'UPDATING', shown: before };
    return [start, { time: finishedAt, status: 'IN_SERVICE', shown: fleet }];
  });
  const lived = rollouts.filter(({ time }) => time < deletedAt);
  const shown = lived.at(-1)?.shown;
  if (deletedAt === Number.POSITIVE_INFINITY || shown === undefined) return lived;
  return [
    ...lived,
    { time: deletedAt, status: 'DELETING', shown },
    { time: deletedAt, status: 'DELETED', shown },
  ];
};

/**
 * The `SageMaker Endpoint State Change` events of one life of an endpoint, in order of time.
 *
 * Documented ("Events that Amazon SageMaker AI sends to Amazon EventBridge"): the detail's fields, by an example that
 * is `IN_SERVICE`, with times in epoch milliseconds, `Tags` an object, and variants of `DesiredWeight` and
 * `DesiredInstanceCount`; and that SageMaker may send several events for one change. Assumed: a variant's
 * `VariantName`; that an update shows the configuration still in force until it has finished, as
 * `DescribeEndpoint` does; that both `DELETING` and `DELETED` are sent. Of these two public code has seen both, and
 * the second stay away at times. They come together here, for a world knows only when an endpoint is gone.
 */
export const endpointEvents = (
  endpoint: WorldEndpoint,
  fleets: readonly DeployedFleet[],
  { region, accountId }: EventPlace,
): TimedEvent[] => {
  const { endpoint: name, createdAt, tags = {} } = endpoint;
  const arn = createResourceArns(region, accountId).endpoint(name);
  return changesOf(endpoint, fleets).map(({ time, status, shown: { deployment, variants } }) =>
    createServiceEvent(time, {
      'detail-type': 'SageMaker Endpoint State Change',
      source: 'aws.sagemaker',
      account: accountId,
      region,
      resources: [arn],
      detail: {
        EndpointName: name,
        EndpointArn: arn,
        EndpointConfigName: deployment.configName,
        ProductionVariants: variants.map((variant) => ({
          VariantName: variant.variant,
          DesiredWeight: 1,
          DesiredInstanceCount: countInstances(variant, Math.max(time, deployment.finishedAt)),
        })),
        EndpointStatus: status,
        CreationTime: createdAt * 1000,
        LastModifiedTime: time * 1000,
        Tags: tags,
      },
    }),
  );
};
