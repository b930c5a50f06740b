import { earliestRateChange } from '#shared/domain/earliestRateChange.ts';
import { defaultRates, type Rates } from '#shared/domain/rates.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { parseRates } from '#shared/rates/parseRates.ts';
import type { Random } from '../random.ts';
import {
  type Change,
  chooseChanges,
  createDocumentHistory,
  type DocumentHistory,
} from './documentHistory.ts';

/** Nano-dollars an instance-hour. */
export type ExpectedRates = { cost: bigint; charge: bigint };

/** The rates documents of a run; every change goes back to before it was made. */
export type Agreements = DocumentHistory<Rates> & {
  /** What is paid and charged in the end, at a list price. */
  expectRates(
    start: number,
    list: bigint,
    /** By the documents that there were by then; by all of them without it. */
    version?: number,
  ): ExpectedRates;
};

/** Thousandths of the list price that are paid from the edge of each version on. */
const thousandths = [715, 643];

/** From `edge` on a part of the list price is paid and all of it charged; what is before is charged with a tenth on top. */
const documentWith = ({ edge }: Change, version: number): Rates =>
  parseRates(
    JSON.stringify({
      rules: [
        {
          name: `plan ${version}`,
          from: formatInstant(edge),
          match: { instanceType: 'ml.*' },
          cost: { factor: `0.${thousandths[version - 1]}` },
          charge: 'list',
        },
        { name: 'platform', match: { endpoint: '*' }, charge: { factor: '1.1', of: 'cost' } },
      ],
    }),
  );

/** Half up. */
const scale = (nano: bigint, part: bigint, whole: bigint): bigint =>
  (2n * nano * part + whole) / (2n * whole);

const agree = (changes: readonly Change[]): Agreements => {
  const documents = changes.map((change, index) => documentWith(change, index + 1));
  return {
    ...createDocumentHistory(defaultRates, changes, documents, earliestRateChange),
    expectRates: (start, list, version = changes.length) => {
      const last = changes[version - 1];
      if (last === undefined) return { cost: list, charge: list };
      if (start < last.edge) return { cost: list, charge: scale(list, 11n, 10n) };
      return { cost: scale(list, BigInt(thousandths[version - 1] ?? 0), 1_000n), charge: list };
    },
  };
};

/** No document is ever given. */
export const atListPrices = (): Agreements => agree([]);

/** @param span when documents may be given (epoch seconds); two of them, and often none. */
export const createAgreements = (random: Random, span: { from: number; to: number }): Agreements =>
  random.chance(0.5) ? atListPrices() : agree(chooseChanges(random, span));
