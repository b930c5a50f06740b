import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Collection } from './Collection.ts';
import { Ledger } from './Ledger.ts';

/** The whole product: one stack, one construct a concern. */
export class TennerStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const ledger = new Ledger(this, 'Ledger');
    new Collection(this, 'Collection', { ledger });
  }
}
