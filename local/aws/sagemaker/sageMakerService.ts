import * as z from 'zod';
import type { JsonService } from '#local/aws/jsonService.ts';
import { takePage } from '#local/aws/takePage.ts';
import type { Clock } from '#local/clock.ts';
import type { Fleet } from '#local/fleet/fleet.ts';
import type { PublishFrequency } from '#local/fleet/fleetPlayer.ts';
import { createIntervalIndex } from '#local/fleet/intervalIndex.ts';
import type { Trace } from '#local/fleet/trace.ts';
import { describeComponent, tagsOf, toComponentSummary } from './componentShapes.ts';
import {
  configNameOf,
  describeEndpoint,
  describeEndpointConfig,
  toEndpointSummary,
} from './endpointShapes.ts';
import { createFleetInventory } from './fleetInventory.ts';
import { createResourceArns } from './resourceArns.ts';
import { listResources, listSchema } from './resourceLists.ts';
import { validate, validationError } from './validate.ts';

export type SageMakerOptions = {
  clock: Clock;
  fleet: Fleet;
  trace: Trace;
  region: string;
  accountId: string;
  publishFrequency: PublishFrequency;
  /** Nothing exists before this time (epoch seconds). */
  startsAt?: number;
};

const endpointInput = z.object({ EndpointName: z.string() });
const endpointConfigInput = z.object({ EndpointConfigName: z.string() });
const componentInput = z.object({ InferenceComponentName: z.string() });
const listComponentsInput = listSchema.extend({
  EndpointNameEquals: z.string().optional(),
  VariantNameEquals: z.string().optional(),
});
const listTagsInput = z.object({
  ResourceArn: z.string(),
  NextToken: z.string().optional(),
  MaxResults: z.int().min(50).default(50),
});

const require = <Resource>(resource: Resource | undefined, what: string, arn: string): Resource => {
  if (resource === undefined) throw validationError(`Could not find ${what} "${arn}".`);
  return resource;
};

/**
 * A stand-in for SageMaker that shows a trace's endpoints and inference components as they are at the clock's
 * time. Several traces are merged beforehand (`mergeTraces`): an account has one fleet.
 */
export const createSageMakerService = (options: SageMakerOptions): JsonService => {
  const { clock, publishFrequency } = options;
  const arns = createResourceArns(options.region, options.accountId);
  const inventory = createFleetInventory(options.trace, options.startsAt);
  const byComponent = new Map(
    Array.from(
      Map.groupBy(options.fleet.placements, ({ component }) => component),
      ([component, own]) => [component, createIntervalIndex(own)],
    ),
  );
  const endpoints = () => inventory.endpoints(clock.now());
  const components = () => inventory.components(clock.now());

  const copiesByType = (component: string): Map<string, number> => {
    const counts = new Map<string, number>();
    const now = Math.floor(clock.now());
    for (const { instance } of byComponent.get(component)?.overlapping(now, now + 1) ?? [])
      counts.set(instance.instanceType, (counts.get(instance.instanceType) ?? 0) + 1);
    return counts;
  };
  const findTags = (arn: string): { Key: string; Value: string }[] => {
    const component = components().find(({ name }) => arns.component(name) === arn);
    if (component !== undefined) return tagsOf(component);
    const known = endpoints().flatMap(({ name }) => [
      arns.endpoint(name),
      arns.endpointConfig(configNameOf(name)),
    ]);
    if (!known.includes(arn)) throw validationError(`Could not find resource "${arn}".`);
    return [];
  };

  return {
    signingName: 'sagemaker',
    targetPrefix: 'SageMaker',
    contentType: 'application/x-amz-json-1.1',
    errorNamespace: 'com.amazonaws.sagemaker',
    operations: {
      ListEndpoints: (input) => {
        const { items, nextToken } = listResources(validate(listSchema, input), endpoints());
        return { Endpoints: items.map((item) => toEndpointSummary(item, arns)), NextToken: nextToken };
      },
      DescribeEndpoint: (input) => {
        const { EndpointName: name } = validate(endpointInput, input);
        const endpoint = endpoints().find((each) => each.name === name);
        const found = require(endpoint, 'endpoint', arns.endpoint(name));
        return describeEndpoint(found, arns, publishFrequency, clock.now());
      },
      DescribeEndpointConfig: (input) => {
        const { EndpointConfigName: name } = validate(endpointConfigInput, input);
        const endpoint = endpoints().find((each) => configNameOf(each.name) === name);
        const found = require(endpoint, 'endpoint configuration', arns.endpointConfig(name));
        return describeEndpointConfig(found, arns, publishFrequency);
      },
      ListInferenceComponents: (input) => {
        const asked = validate(listComponentsInput, input);
        const { EndpointNameEquals: endpoint, VariantNameEquals: variant } = asked;
        const own = components().filter(
          (each) =>
            each.endpoint === (endpoint ?? each.endpoint) && each.variant === (variant ?? each.variant),
        );
        const { items, nextToken } = listResources(asked, own);
        return {
          InferenceComponents: items.map((item) => toComponentSummary(item, arns)),
          NextToken: nextToken,
        };
      },
      DescribeInferenceComponent: (input) => {
        const { InferenceComponentName: name } = validate(componentInput, input);
        const component = components().find((each) => each.name === name);
        const found = require(component, 'inference component', arns.component(name));
        return describeComponent(found, arns, copiesByType(name));
      },
      ListTags: (input) => {
        const { ResourceArn: arn, MaxResults: size, NextToken: token } = validate(listTagsInput, input);
        const page = takePage(findTags(arn), size, token);
        if (page === undefined) throw validationError('Invalid pagination token');
        return { Tags: page.items, NextToken: page.nextToken };
      },
    },
  };
};
