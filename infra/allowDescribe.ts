import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { TennerFunction } from './TennerFunction.ts';

/** Lets a function describe endpoints, what is deployed on them, their components and models, and the tags of all. */
export const allowDescribe = (handler: TennerFunction): void => {
  handler.addToRolePolicy(
    new PolicyStatement({
      actions: [
        'sagemaker:DescribeEndpoint',
        'sagemaker:DescribeEndpointConfig',
        'sagemaker:DescribeInferenceComponent',
        'sagemaker:DescribeModel',
        'sagemaker:ListTags',
      ],
      resources: ['endpoint', 'endpoint-config', 'inference-component', 'model'].map((resource) =>
        Stack.of(handler).formatArn({ service: 'sagemaker', resource, resourceName: '*' }),
      ),
    }),
  );
  // AWS has no narrower resource for this action.
  handler.addToRolePolicy(
    new PolicyStatement({ actions: ['sagemaker:ListInferenceComponents'], resources: ['*'] }),
  );
};
