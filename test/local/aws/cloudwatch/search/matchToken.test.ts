import { describe, expect, it } from 'vitest';
import { matchToken } from '#local/aws/cloudwatch/search/matchToken.ts';
import { splitTokens } from '#local/aws/cloudwatch/search/splitTokens.ts';

describe('splitTokens', () => {
  it.each([
    ['CustomCount1', [['Custom', 'Count', '1']]],
    ['SDBFailure', [['SDB', 'Failure']]],
    [
      'Project2-trial333',
      [
        ['Project', '2'],
        ['trial', '333'],
      ],
    ],
    ['couNT', [['cou', 'NT']]],
    ['/aws/sagemaker/Endpoints', [['aws'], ['sagemaker'], ['Endpoints']]],
    ['GPUUtilizationNormalized', [['GPU', 'Utilization', 'Normalized']]],
    ['--', []],
  ])('splits %s', (name, tokens) => {
    expect(splitTokens(name)).toEqual(tokens);
  });
});

describe('matchToken', () => {
  it.each([
    ['count', 'CustomCount1'],
    ['COUNT', 'CustomCount1'],
    ['1', 'CustomCount1'],
    ['CustomCount', 'CustomCount1'],
    ['Count1', 'CustomCount1'],
    ['customcount1', 'CustomCount1'],
    ['sdb', 'SDBFailure'],
    ['network/errors', 'Network-Errors-2'],
    ['network/errors', 'NetworkErrors2'],
    ['network+errors', 'Network-Errors-2'],
    ['Network_Errors', 'NetworkErrors2'],
    ['micro', 't2.micro'],
    ['i-1234567890123456', 'i-1234567890123456'],
    ['AWS', 'AWS/EC2'],
  ])('finds %s in %s', (term, name) => {
    expect(matchToken(term)(name)).toBe(true);
  });

  it.each([
    ['couNT', 'CustomCount1'],
    ['customcount', 'CustomCount1'],
    ['count1', 'CustomCount1'],
    ['oun', 'CustomCount1'],
    ['Custom1', 'CustomCount1'],
    ['errors/network', 'Network-Errors-2'],
    ['i-12345', 'i-1234567890123456'],
    ['AWS', 'Lambda'],
  ])('does not find %s in %s', (term, name) => {
    expect(matchToken(term)(name)).toBe(false);
  });
});
