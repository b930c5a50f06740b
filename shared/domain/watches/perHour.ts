import { type Money, money } from '#shared/domain/money.ts';
import { bucketSeconds } from '#shared/domain/time.ts';

const bucketsAnHour = BigInt(3_600 / bucketSeconds);

/** What a bucket cost, as if all of its hour had. */
export const perHour = (bucket: Money): Money => money(bucket * bucketsAnHour);
