import { withCommas } from '#shared/domain/amountText.ts';

/** That rows of tokens are of another time than asked for. @param count at least one. */
export const tellOutside = (count: number): string =>
  count === 1
    ? '1 row of tokens lies outside of the time asked for'
    : `${withCommas(`${count}`)} rows of tokens lie outside of the time asked for`;
