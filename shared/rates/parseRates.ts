import * as z from 'zod';
import type { RateRule, Rates, UnusedCommitment } from '#shared/domain/rates.ts';
import type { Fault } from '#shared/settings/documentFault.ts';
import { createDocumentReader, type PlaceOf } from '#shared/settings/documentReader.ts';
import { findEmptyValidity, findRuleFaults } from '#shared/settings/findRuleFaults.ts';
import { commitmentSchema, rateRuleSchema } from './ratesSchema.ts';

const fileSchema = z.strictObject({
  rules: z.array(z.unknown()),
  unusedCommitment: z.array(z.unknown()).default([]),
});

const findCommitmentFaults = (commitments: readonly UnusedCommitment[], placeOf: PlaceOf): Fault[] =>
  commitments.flatMap((each) =>
    findEmptyValidity(each).map((what) => ({ path: placeOf(each), where: 'unusedCommitment', what })),
  );

/**
 * Reads a rates document from its JSON. Its form is told in docs/rates.md.
 * @throws FaultyDocumentError with every fault: where it is, what is wrong, and what would be right.
 */
export const parseRates = (text: string): Rates => {
  const reader = createDocumentReader('rates');
  const file = reader.read(fileSchema, reader.parseJson(text));
  const rules: RateRule[] = reader.readEach(rateRuleSchema, file?.rules ?? [], 'rules');
  const given = file?.unusedCommitment ?? [];
  const unusedCommitment = reader.readEach(commitmentSchema, given, 'unusedCommitment');
  const { placeOf } = reader;
  reader.refuseFaults([
    ...findRuleFaults(rules, placeOf),
    ...findCommitmentFaults(unusedCommitment, placeOf),
  ]);
  return { rules, unusedCommitment };
};
