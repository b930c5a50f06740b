import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';

// Built once at cold start.
const logger = new Logger({ serviceName: 'api' });

// Run at each event.
const answer = async () => ({ statusCode: 200, headers: { 'content-type': 'application/json' }, body: '{}' });

// Called by AWS.
export const handler = middy(answer).use(injectLambdaContext(logger));
