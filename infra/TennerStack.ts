import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Budgets } from './Budgets.ts';
import { Collection } from './Collection.ts';
import { CostApi } from './CostApi.ts';
import { Delivery } from './Delivery.ts';
import { Events } from './Events.ts';
import { Ledger } from './Ledger.ts';
import { Lifecycle } from './Lifecycle.ts';
import { Sweep } from './Sweep.ts';

/** The whole product: one stack, one construct a concern. */
export class TennerStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const ledger = new Ledger(this, 'Ledger');
    const events = new Events(this, 'Events');
    const collection = new Collection(this, 'Collection', { ledger, events });
    new Lifecycle(this, 'Lifecycle', { ledger, collection });
    new Sweep(this, 'Sweep', { ledger, collection });
    new Budgets(this, 'Budgets', { ledger, collection, events });
    new Delivery(this, 'Delivery', { events });
    new CostApi(this, 'CostApi', { ledger, collection });
  }
}
