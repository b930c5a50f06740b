import { hostingPrices } from '#local/aws/priceList/hostingPrices.ts';
import { BadInputError } from '#shared/domain/errors.ts';
import { parseRate, type Rate } from '#shared/domain/money.ts';

/** What an instance costs an hour, and among how many accelerators that is divided. */
export type ListPrice = { rate: Rate; accelerators: bigint };

/** The price of an instance type in us-east-1. @throws BadInputError for a type without a price, or without GPUs. */
export const listPrice = (instanceType: string): ListPrice => {
  const found = hostingPrices.get('us-east-1')?.find(({ instanceName }) => instanceName === instanceType);
  const rate = parseRate(found?.usd ?? '');
  if (found?.gpu === undefined || rate === undefined)
    throw new BadInputError('bench.unpriced', `${instanceType} has no price here, or no GPUs`);
  return { rate, accelerators: BigInt(found.gpu) };
};
