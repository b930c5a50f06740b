import { CfnCondition, CfnOutput, CfnParameter, Duration, Fn, Stack } from 'aws-cdk-lib';
import {
  CfnAuthorizer,
  CfnRoute,
  HttpApi,
  HttpMethod,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer, HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { environment } from '#shared/config/names.ts';
import type { Collection } from './Collection.ts';
import { ImpactAlarm } from './ImpactAlarm.ts';
import type { Ledger } from './Ledger.ts';
import { TennerFunction } from './TennerFunction.ts';

export type CostApiProps = { ledger: Ledger; collection: Collection };

const { GET, POST, PUT, DELETE } = HttpMethod;

/** Far more than people and dashboards ask for; a client that runs wild is held here, before the ledger is. */
const throttle = { rateLimit: 50, burstLimit: 100 };

/**
 * The cost API: an HTTP API → api → the ledger. `/v1` is for people, by the tokens of an OpenID Connect issuer;
 * `/iam/v1` is the same for machines and roles, signed by AWS Signature Version 4. Only the API's own description is
 * open to all.
 */
export class CostApi extends Construct {
  private readonly url: string;

  constructor(scope: Construct, id: string, { ledger, collection }: CostApiProps) {
    super(scope, id);
    const handler = this.createFunction(ledger);
    collection.tellEvery(handler);
    const api = new HttpApi(this, 'Api', {
      apiName: Stack.of(this).stackName,
      description: "Tenner's costs, as JSON",
      createDefaultStage: false,
    });
    api.addStage('Stage', { stageName: '$default', autoDeploy: true, throttle });

    // One permission for the whole API, not one for each of its routes.
    const integration = new HttpLambdaIntegration('Function', handler, { scopePermissionToRoute: false });
    const addRoutes = (path: string, methods: HttpMethod[], authorizer?: IHttpRouteAuthorizer) =>
      api.addRoutes({ path, methods, integration, ...(authorizer && { authorizer }) });
    addRoutes('/v1/openapi.json', [GET]);
    addRoutes('/v1/docs', [GET]);
    addRoutes('/iam/v1/{proxy+}', [GET, POST, PUT, DELETE], new HttpIamAuthorizer());
    const { authorizer, hasIssuer } = this.createJwtAuthorizer();
    addRoutes('/v1/{proxy+}', [GET, POST, PUT, DELETE], authorizer);
    // API Gateway refuses an authorizer without an issuer that it can reach.
    for (const part of api.node.findAll()) {
      const isForTokens = part instanceof CfnRoute && part.authorizationType === 'JWT';
      if (isForTokens || part instanceof CfnAuthorizer) part.cfnOptions.condition = hasIssuer;
    }

    new ImpactAlarm(this, 'Alarm', {
      impact:
        'Impact: people, dashboards and scripts that ask for costs get errors; what is collected and stored is not ' +
        "touched. The api function's log says why.",
      metric: api.metricServerError({ statistic: Stats.SUM, period: Duration.minutes(5) }),
      threshold: 2,
    });
    this.url = api.apiEndpoint;
    new CfnOutput(this, 'Url', {
      value: this.url,
      description:
        'The cost API: under /v1 by tokens, under /iam/v1 by requests signed with Signature Version 4',
    }).overrideLogicalId('ApiUrl');
  }

  /** Tells a function where the API is. */
  tellUrl(handler: TennerFunction): void {
    handler.addEnvironment(environment.apiUrl, this.url);
  }

  private createFunction(ledger: Ledger): TennerFunction {
    const handler = new TennerFunction(this, 'Function', {
      folder: 'api',
      description: 'Answers what models, copies, GPUs and teams cost',
      memoryMegabytes: 1024,
      // API Gateway gives up after 30 seconds.
      timeout: Duration.seconds(29),
    });
    handler.addEnvironment(environment.accountId, Stack.of(this).account);
    const groups = new CfnParameter(this, 'GroupsClaim', {
      description:
        'The claim of a token that lists the groups of whoever asks; the access document grants by them. In Cognito it is ' +
        'cognito:groups, in others mostly groups or roles',
      default: 'cognito:groups',
      allowedPattern: '^[ -~]{1,100}$',
      constraintDescription: 'the name of a claim',
    });
    groups.overrideLogicalId('JwtGroupsClaim');
    handler.addEnvironment(environment.groupsClaim, groups.valueAsString);
    ledger.grantReadWrite(handler);
    // AWS has no narrower resource for these actions.
    handler.addToRolePolicy(
      new PolicyStatement({
        actions: ['cloudwatch:GetMetricData', 'cloudwatch:ListMetrics'],
        resources: ['*'],
      }),
    );
    return handler;
  }

  /** The authorizer by tokens, and whether there is an issuer of tokens at all. */
  private createJwtAuthorizer(): { authorizer: HttpJwtAuthorizer; hasIssuer: CfnCondition } {
    const issuer = new CfnParameter(this, 'JwtIssuer', {
      description:
        'The OpenID Connect issuer whose tokens may ask for costs, such as ' +
        'https://cognito-idp.<region>.amazonaws.com/<user pool>, written just as its tokens have it in "iss". ' +
        'Empty: under /v1 only the description of the API is served, and costs are asked for by IAM alone, under /iam/v1',
      default: '',
      // A local run brings along an issuer of its own, on loopback.
      allowedPattern: '^(https://[^ ]+|http://127[.]0[.]0[.]1:[0-9]+/[^ ]*)?$',
      constraintDescription: 'an https URL, or empty',
    });
    issuer.overrideLogicalId('JwtIssuer');
    const audience = new CfnParameter(this, 'JwtAudience', {
      type: 'CommaDelimitedList',
      description:
        'Who the tokens must be meant for: one of these must be in "aud", or be the "client_id" where there is no ' +
        '"aud" (in Cognito the id of the app client)',
      default: 'tenner',
    });
    audience.overrideLogicalId('JwtAudience');
    const hasIssuer = new CfnCondition(this, 'HasJwtIssuer', {
      expression: Fn.conditionNot(Fn.conditionEquals(issuer.valueAsString, '')),
    });
    const authorizer = new HttpJwtAuthorizer('Jwt', issuer.valueAsString, {
      jwtAudience: audience.valueAsList,
    });
    return { authorizer, hasIssuer };
  }
}
