import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { TemplateScope } from './createScope.ts';
import { ignored, readProperties, text } from './readProperties.ts';
import { TemplateError } from './templateError.ts';

const schema = z.strictObject({
  FunctionName: z.string().optional(),
  Code: z.strictObject({ S3Bucket: ignored, S3Key: z.string() }),
  Handler: z.string().regex(/^[^.]+\.[^.]+$/, 'must be <file>.<export>'),
  Runtime: z.string().regex(/^nodejs/, 'only Node.js runs here'),
  PackageType: z.literal('Zip').optional(),
  Timeout: z.coerce.number().int().min(1).max(900).default(3),
  MemorySize: z.coerce.number().int().min(128).default(128),
  Environment: z.strictObject({ Variables: z.record(z.string(), text).default({}) }).optional(),
  ReservedConcurrentExecutions: z.coerce.number().int().min(0).optional(),
  LoggingConfig: z
    .strictObject({
      LogGroup: z.string().optional(),
      LogFormat: z.enum(['JSON', 'Text']).default('Text'),
      ApplicationLogLevel: z.string().optional(),
      SystemLogLevel: ignored,
    })
    .optional(),
  // Where Lambda puts an event that failed three times; a local run ends or tells of it instead.
  DeadLetterConfig: ignored,
  Role: ignored,
  Description: ignored,
  Architectures: ignored,
  TracingConfig: ignored,
  EphemeralStorage: ignored,
  RuntimeManagementConfig: ignored,
  Tags: ignored,
});

/** A Lambda function as the template asks for it. */
export type FunctionSpec = {
  logicalId: string;
  name: string;
  arn: string;
  /** The folder of its bundle. */
  codeDir: string;
  /** The bundle's file, and the export that is called. */
  handlerFile: string;
  handlerExport: string;
  runtime: string;
  handler: string;
  /** Seconds. */
  timeout: number;
  /** MiB. */
  memorySize: number;
  variables: Readonly<Record<string, string>>;
  /** The most invocations at one time, when the template bounds them. */
  reservedConcurrency: number | undefined;
  logGroup: string;
  logFormat: 'JSON' | 'Text';
  logLevel: string | undefined;
};

type Properties = z.output<typeof schema>;

const findBundle = (
  logicalId: string,
  { Code, Handler }: Properties,
  assets: ReadonlyMap<string, string>,
) => {
  const codeDir = assets.get(Code.S3Key);
  if (codeDir === undefined || !existsSync(codeDir)) {
    throw new TemplateError(logicalId, `its code ${Code.S3Key} is not among the assets of the assembly`);
  }
  const [file = '', handlerExport = ''] = Handler.split('.');
  const candidates = ['js', 'mjs', 'cjs'].map((ending) => join(codeDir, `${file}.${ending}`));
  const handlerFile = candidates.find((candidate) => existsSync(candidate));
  if (handlerFile !== undefined) return { codeDir, handlerFile, handlerExport };
  throw new TemplateError(logicalId, `its handler ${Handler} has no file ${file}.mjs in ${codeDir}`);
};

/**
 * The Lambda functions of a template, with their bundles.
 * @throws TemplateError for code that is not in the assembly, and for a property that is not understood.
 */
export const readFunctions = (scope: TemplateScope, assets: ReadonlyMap<string, string>): FunctionSpec[] =>
  readProperties(scope, 'AWS::Lambda::Function', schema).map(({ logicalId, name, arn = '', properties }) => ({
    logicalId,
    name,
    arn,
    ...findBundle(logicalId, properties, assets),
    runtime: properties.Runtime,
    handler: properties.Handler,
    timeout: properties.Timeout,
    memorySize: properties.MemorySize,
    variables: properties.Environment?.Variables ?? {},
    reservedConcurrency: properties.ReservedConcurrentExecutions,
    logGroup: properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
    logFormat: properties.LoggingConfig?.LogFormat ?? 'Text',
    logLevel: properties.LoggingConfig?.ApplicationLogLevel,
  }));
