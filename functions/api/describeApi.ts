import { apiVersion } from '#shared/api/apiVersion.ts';
import { toOpenApi } from '#shared/api/openApi.ts';
import { operations } from '#shared/api/operations.ts';
import { once } from '#shared/lambda/once.ts';

/** The API's own description, made when it is first asked for. */
export const describeApi = once(() => ({ openapi: '3.1.0', ...toOpenApi(operations, apiVersion) }));
