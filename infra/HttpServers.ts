import { SecretValue } from 'aws-cdk-lib';
import {
  ApiDestination,
  Authorization,
  Connection,
  type IRuleTarget,
  type RuleTargetInput,
} from 'aws-cdk-lib/aws-events';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { tennerEvents } from '#shared/config/names.ts';

/** A server, and what it gets of an event; the whole event without an input. */
export type HttpServer = { endpoint: string; input?: RuleTargetInput; deadLetters: IQueue };

/** What a chat takes of one webhook; EventBridge keeps the rest for later. */
const chatLimit = 1;

/** API destinations, with the connection and the role that all have in common; only where there is one, as a connection costs. */
export class HttpServers extends Construct {
  private readonly connection: Connection;
  private readonly role: Role;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    // EventBridge makes no request without some authorization; the URL is all that these servers ask for.
    this.connection = new Connection(this, 'Connection', {
      authorization: Authorization.apiKey('x-sent-by', SecretValue.unsafePlainText(tennerEvents.source)),
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('events.amazonaws.com') });
  }

  /** A target of a rule; what has a message made for it is a chat. */
  target(scope: Construct, id: string, { endpoint, input, deadLetters }: HttpServer): IRuleTarget {
    const { connection, role } = this;
    const destination = new ApiDestination(scope, id, {
      connection,
      endpoint,
      ...(input && { rateLimitPerSecond: chatLimit }),
    });
    const { apiDestinationArn: arn, apiDestinationArnForPolicy = arn } = destination;
    role.addToPolicy(
      new PolicyStatement({
        actions: ['events:InvokeApiDestination'],
        resources: [apiDestinationArnForPolicy],
      }),
    );
    const deadLetterConfig = { arn: deadLetters.queueArn };
    return { bind: () => ({ arn, role, deadLetterConfig, ...(input && { input }) }) };
  }
}
