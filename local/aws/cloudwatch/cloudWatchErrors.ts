import { AwsError } from '#local/aws/jsonService.ts';

/** What `GetMetricData` answers to a request that cannot be carried out: ValidationException, of code ValidationError. */
export const validationError = (message: string): AwsError =>
  new AwsError('ValidationException', message, { queryCode: 'ValidationError' });

/** A member of the request has a value outside what the operation takes. */
export const invalidParameterValue = (message: string): AwsError =>
  new AwsError('InvalidParameterValueException', message, { queryCode: 'InvalidParameterValue' });

/** Two members of the request exclude each other. */
export const invalidParameterCombination = (message: string): AwsError =>
  new AwsError('InvalidParameterCombinationException', message, { queryCode: 'InvalidParameterCombination' });

/** A member that the operation needs is not there. */
export const missingParameter = (message: string): AwsError =>
  new AwsError('MissingRequiredParameterException', message, { queryCode: 'MissingParameter' });

/** A `NextToken` that this service never gave, or gave for another request. */
export const invalidNextToken = (message: string): AwsError =>
  new AwsError('InvalidNextToken', message, { queryCode: 'InvalidNextToken' });
