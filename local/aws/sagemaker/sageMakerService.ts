import * as z from 'zod';
import type { JsonService } from '#local/aws/jsonService.ts';
import { takePage } from '#local/aws/takePage.ts';
import type { Clock } from '#local/clock.ts';
import type { World } from '#local/fleet/world.ts';
import { createComponentInventory } from './componentInventory.ts';
import { componentTags, describeComponent, toComponentSummary } from './componentShapes.ts';
import { createEndpointInventory } from './endpointInventory.ts';
import { describeEndpoint, describeEndpointConfig, toEndpointSummary } from './endpointShapes.ts';
import { createResourceArns } from './resourceArns.ts';
import { listResources, listSchema } from './resourceLists.ts';
import { validate, validationError } from './validate.ts';

export type SageMakerOptions = {
  clock: Clock;
  world: World;
  region: string;
  accountId: string;
};

const endpointInput = z.object({ EndpointName: z.string() });
const endpointConfigInput = z.object({ EndpointConfigName: z.string() });
const componentInput = z.object({ InferenceComponentName: z.string() });
const modelInput = z.object({ ModelName: z.string() });
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

/** What follows `kind/` in an ARN of that kind; undefined for another. */
const nameIn = (arn: string, arnOf: (name: string) => string): string | undefined =>
  arn.startsWith(arnOf('')) ? arn.slice(arnOf('').length) : undefined;

const toTags = (tags: Readonly<Record<string, string>>): { Key: string; Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** A stand-in for SageMaker that shows a world's endpoints and inference components as they are at the clock's time. */
export const createSageMakerService = (options: SageMakerOptions): JsonService => {
  const { clock, world } = options;
  const arns = createResourceArns(options.region, options.accountId);
  const endpoints = createEndpointInventory(world);
  const components = createComponentInventory(world);

  const models = new Set(world.components.map(({ model }) => model));

  const findTags = (arn: string): { Key: string; Value: string }[] => {
    const now = clock.now();
    const component = components.component(nameIn(arn, arns.component) ?? '', now);
    if (component !== undefined) return componentTags(component);
    const endpoint = endpoints.endpoint(nameIn(arn, arns.endpoint) ?? '', now);
    if (endpoint !== undefined) return toTags(endpoint.tags);
    if (endpoints.config(nameIn(arn, arns.endpointConfig) ?? '', now) !== undefined) return [];
    const model = nameIn(arn, arns.model) ?? '';
    if (models.has(model)) return toTags(world.modelTags?.[model] ?? {});
    throw validationError(`Could not find resource "${arn}".`);
  };

  return {
    signingName: 'sagemaker',
    targetPrefix: 'SageMaker',
    contentType: 'application/x-amz-json-1.1',
    errorNamespace: 'com.amazonaws.sagemaker',
    operations: {
      ListEndpoints: (input) => {
        const { items, nextToken } = listResources(
          validate(listSchema, input),
          endpoints.endpoints(clock.now()),
        );
        return { Endpoints: items.map((item) => toEndpointSummary(item, arns)), NextToken: nextToken };
      },
      DescribeEndpoint: (input) => {
        const { EndpointName: name } = validate(endpointInput, input);
        const now = clock.now();
        const found = require(endpoints.endpoint(name, now), 'endpoint', arns.endpoint(name));
        return describeEndpoint(found, arns, now);
      },
      DescribeEndpointConfig: (input) => {
        const { EndpointConfigName: name } = validate(endpointConfigInput, input);
        const config = endpoints.config(name, clock.now());
        const found = require(config, 'endpoint configuration', arns.endpointConfig(name));
        return describeEndpointConfig(found, arns);
      },
      ListInferenceComponents: (input) => {
        const asked = validate(listComponentsInput, input);
        const { EndpointNameEquals: endpoint, VariantNameEquals: variant } = asked;
        const own = components
          .components(clock.now())
          .filter(
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
        const now = clock.now();
        const component = components.component(name, now);
        const found = require(component, 'inference component', arns.component(name));
        return describeComponent(found, arns, components.copiesByType(name, now));
      },
      DescribeModel: (input) => {
        const { ModelName: name } = validate(modelInput, input);
        const found = models.has(name) ? name : undefined;
        return { ModelName: require(found, 'model', arns.model(name)), ModelArn: arns.model(name) };
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
