import {
  DescribeInferenceComponentCommand,
  type DescribeInferenceComponentOutput,
  type InferenceComponentSpecificationSummary,
  type InferenceComponentSummary,
  paginateListInferenceComponents,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { DescribedComponent } from './endpointSnapshot.ts';
import type { ReadTags } from './readTags.ts';
import { toInstant } from './toInstant.ts';
import { undefinedWhenGone } from './undefinedWhenGone.ts';

/** Components that are described side by side: SageMaker throttles what asks for more. */
const concurrency = 4;

const acceleratorsOf = (specification: InferenceComponentSpecificationSummary | undefined) =>
  specification?.ComputeResourceRequirements?.NumberOfAcceleratorDevicesRequired;

const vcpusOf = (specification: InferenceComponentSpecificationSummary) =>
  specification.ComputeResourceRequirements?.NumberOfCpuCoresRequired;

/** What all have in common. */
const sameOf = <Value>(values: readonly Value[]): Value | undefined =>
  new Set(values).size === 1 ? values[0] : undefined;

/** One for all instance types, or one for each. */
const specificationsOf = ({ Specification, Specifications = [] }: DescribeInferenceComponentOutput) =>
  Specifications.length > 0 ? Specifications : Specification === undefined ? [] : [Specification];

type Details = Omit<DescribedComponent, 'name' | 'variant' | 'tags' | 'createdAt'>;

const toDetails = (answer: DescribeInferenceComponentOutput): Details => {
  const specifications = specificationsOf(answer);
  const ofType = (type: string) =>
    specifications.find(({ InstanceType }) => InstanceType === type) ?? answer.Specification;
  const { CurrentCopyCount = 0, PlacementStatus = [] } = answer.RuntimeConfig ?? {};
  return {
    model: specifications.find(({ ModelName }) => ModelName !== undefined)?.ModelName,
    base: specifications.find((each) => each.BaseInferenceComponentName !== undefined)
      ?.BaseInferenceComponentName,
    acceleratorsPerCopy: sameOf(specifications.map(acceleratorsOf)),
    vcpusPerCopy: sameOf(specifications.map(vcpusOf)),
    copies: CurrentCopyCount,
    placements: PlacementStatus.flatMap(({ InstanceType: instanceType, CurrentCopyCount: copies = 0 }) =>
      instanceType === undefined
        ? []
        : { instanceType, copies, acceleratorsPerCopy: acceleratorsOf(ofType(instanceType)) },
    ),
  };
};

/** Describes every component of an endpoint, with what it reserves, its copies, and its allowed tags. */
export const createDescribeComponents = (client: SageMakerClient, readTags: ReadTags) => {
  const readDetails = async (InferenceComponentName: string): Promise<Details | undefined> => {
    const command = new DescribeInferenceComponentCommand({ InferenceComponentName });
    const answer = await client.send(command).catch(undefinedWhenGone);
    return answer && toDetails(answer);
  };

  const describe = async (
    summary: InferenceComponentSummary,
    allowed: readonly string[],
  ): Promise<DescribedComponent | undefined> => {
    const { InferenceComponentName: name, InferenceComponentArn: arn, VariantName: variant } = summary;
    if (name === undefined || arn === undefined || variant === undefined) return undefined;
    const [details, tags] = await Promise.all([readDetails(name), readTags(arn, allowed)]);
    const unknown: Details = {
      model: undefined,
      base: undefined,
      acceleratorsPerCopy: undefined,
      copies: 0,
      placements: [],
    };
    return { ...(details ?? unknown), name, variant, tags, createdAt: toInstant(summary.CreationTime) };
  };

  return async (endpoint: string, allowed: readonly string[]): Promise<DescribedComponent[]> => {
    const components: DescribedComponent[] = [];
    const pages = paginateListInferenceComponents(
      { client, pageSize: 100 },
      { EndpointNameEquals: endpoint },
    );
    for await (const { InferenceComponents = [] } of pages) {
      for (let start = 0; start < InferenceComponents.length; start += concurrency) {
        const found = InferenceComponents.slice(start, start + concurrency).map((each) =>
          describe(each, allowed),
        );
        components.push(...(await Promise.all(found)).filter((each) => each !== undefined));
      }
    }
    return components;
  };
};
