/** The ARNs of one account and region's SageMaker resources, by name. */
export type ResourceArns = {
  endpoint(name: string): string;
  endpointConfig(name: string): string;
  component(name: string): string;
  model(name: string): string;
};

export const createResourceArns = (region: string, accountId: string): ResourceArns => {
  const arnOf = (kind: string) => (name: string) =>
    `arn:aws:sagemaker:${region}:${accountId}:${kind}/${name}`;
  return {
    endpoint: arnOf('endpoint'),
    endpointConfig: arnOf('endpoint-config'),
    component: arnOf('inference-component'),
    model: arnOf('model'),
  };
};
