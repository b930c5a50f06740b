import { CfnOutput, CfnParameter, Stack } from 'aws-cdk-lib';
import { CfnArchive, EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { environment, eventRetention } from '#shared/config/names.ts';
import type { TennerFunction } from './TennerFunction.ts';

/** The bus of Tenner's own events, and an archive of all that was ever put on it, to replay from. */
export class Events extends Construct {
  readonly bus: EventBus;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', {
      eventBusName: `${Stack.of(this).stackName}-events`,
      description: "Tenner's events: facts of cost, in the past tense",
    });
    const days = new CfnParameter(this, 'ArchiveDays', {
      type: 'Number',
      description: 'Days that events can be replayed for',
      default: eventRetention.defaultDays,
      minValue: eventRetention.minDays,
      maxValue: eventRetention.maxDays,
    });
    days.overrideLogicalId('EventArchiveDays');
    const archive = new CfnArchive(this, 'Archive', {
      sourceArn: this.bus.eventBusArn,
      description: "All of Tenner's events",
      retentionDays: days.valueAsNumber,
    });
    new CfnOutput(this, 'ArchiveArn', {
      value: archive.attrArn,
      description: "The archive of Tenner's own events, to replay from",
    }).overrideLogicalId('EventArchiveArn');
    new CfnOutput(this, 'BusName', {
      value: this.bus.eventBusName,
      description: "The event bus of Tenner's own events: rules of yours go there",
    }).overrideLogicalId('EventBusName');
  }

  /** Lets a function put events on the bus, and on no other, and tells it where. */
  allowPut(handler: TennerFunction): void {
    handler.addEnvironment(environment.eventBusName, this.bus.eventBusName);
    handler.addToRolePolicy(
      new PolicyStatement({ actions: ['events:PutEvents'], resources: [this.bus.eventBusArn] }),
    );
  }
}
