import { App } from 'aws-cdk-lib';
import { TennerStack } from './TennerStack.ts';

const app = new App({ analyticsReporting: false });
new TennerStack(app, 'Tenner', {
  description: 'Tenner: the exact cost of every model, copy, GPU and team on Amazon SageMaker AI endpoints',
});
