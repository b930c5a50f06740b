import { fileURLToPath } from 'node:url';
import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

const root = fileURLToPath(new URL('..', import.meta.url));

export type TennerFunctionProps = {
  /** The folder under `functions/`; its `handler.ts` exports `handler`. */
  folder: string;
  description: string;
  memoryMegabytes: number;
  timeout: Duration;
  /** Where an event goes that failed three times; of a function that others invoke without waiting for it. */
  deadLetters?: IQueue;
};

/** A function as every one of Tenner's is: Node 24 on arm64, one ESM bundle with its libraries, logs of a month. */
export class TennerFunction extends NodejsFunction {
  constructor(scope: Construct, id: string, props: TennerFunctionProps) {
    super(scope, id, {
      entry: `${root}functions/${props.folder}/handler.ts`,
      projectRoot: root,
      depsLockFilePath: `${root}package-lock.json`,
      handler: 'handler',
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMegabytes,
      timeout: props.timeout,
      ...(props.deadLetters === undefined ? {} : { deadLetterQueue: props.deadLetters }),
      logGroup: new LogGroup(scope, `${id}Logs`, {
        retention: RetentionDays.ONE_MONTH,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      bundling: {
        format: OutputFormat.ESM,
        target: 'node24',
        mainFields: ['module', 'main'],
        // The SDK goes into the bundle: what is tested is what runs, whatever the runtime brings along.
        bundleAwsSDK: true,
        // Not minified: what a log or a profile names can be found in the source, without a map.
        minify: false,
        // Some libraries are CommonJS inside and ask for Node's modules with `require`.
        banner: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
      },
    });
  }
}
