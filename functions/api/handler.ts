import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { once } from '#shared/lambda/once.ts';
import { createApi } from './createApi.ts';
import { createDeps } from './deps.ts';

// Built once at cold start.
const logger = new Logger({ serviceName: 'api' });
const deps = once(() => createDeps(process.env));
const onFailure = (error: Error) => logger.error('request.failed', { error });

// Called by AWS.
export const handler = createApi({ deps, onFailure }).use(injectLambdaContext(logger));
