import type { FunctionSpec } from '#local/template/functionSpec.ts';

/** Where a function runs. */
export type FunctionPlace = {
  region: string;
  /** The one port; SDKs in the function send everything there. */
  endpointUrl: string;
};

/**
 * A function's whole environment: what Lambda itself sets, then what the template gives. The endpoint of the
 * local port is added, and the files in which a developer keeps AWS profiles are shut out.
 */
export const functionVariables = (
  spec: FunctionSpec,
  { region, endpointUrl }: FunctionPlace,
): Record<string, string> => ({
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_EXECUTION_ENV: `AWS_Lambda_${spec.runtime}`,
  AWS_LAMBDA_FUNCTION_NAME: spec.name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memorySize),
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: spec.logGroup,
  AWS_LAMBDA_LOG_STREAM_NAME: 'local',
  AWS_LAMBDA_LOG_FORMAT: spec.logFormat,
  ...(spec.logLevel === undefined ? {} : { AWS_LAMBDA_LOG_LEVEL: spec.logLevel }),
  LAMBDA_TASK_ROOT: spec.codeDir,
  _HANDLER: spec.handler,
  TZ: ':UTC',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_ENDPOINT_URL: endpointUrl,
  ...spec.variables,
});
