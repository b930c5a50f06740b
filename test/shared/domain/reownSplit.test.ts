import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildSplit } from '#shared/attribution/buildBucket.ts';
import { type BucketRate, findImbalance } from '#shared/domain/bucket.ts';
import { observeLives } from '#shared/domain/lives.ts';
import { rate } from '#shared/domain/money.ts';
import type { Owners } from '#shared/domain/owners.ts';
import { ownersOf } from '#shared/domain/ownersOf.ts';
import { reownSplit } from '#shared/domain/reownSplit.ts';
import { bucketAt } from '#shared/domain/slots.ts';
import { rowOf, splitOf } from '#test/builders/bucket.ts';
import { idleFactsOf } from '#test/builders/idleFacts.ts';
import { factsOf } from '#test/builders/ownerFacts.ts';
import { documentOf, ruleOf, sharesOf } from '#test/builders/owners.ts';
import { ratesAt } from '#test/builders/rates.ts';
import { at, samplesOf } from '#test/builders/samples.ts';
import { trafficFactsOf } from '#test/builders/trafficFacts.ts';
import { gpus } from '#test/builders/unit.ts';

const start = at('2026-01-01T00:00:00Z');
const reown = (split = splitOf(), version = 2, owners: Owners = documentOf()) =>
  reownSplit(split, version, ({ component, model }) =>
    ownersOf(owners, factsOf({ component, model }), start),
  );

describe('reownSplit', () => {
  it('gives what each component held to the owners of the document, at the same price', () => {
    // 300 accelerator-seconds of red at 0.11983333 dollars become 180 of red and 120 of blue.
    const rules = [ruleOf('a', sharesOf({ red: 60, blue: 40 }))];
    expect(reown(splitOf(), 2, documentOf({ rules }))).toEqual(
      splitOf({
        ownersVersion: 2,
        allocated: [rowOf({ team: 'blue', unitSeconds: 120 }), rowOf({ team: 'red', unitSeconds: 180 })],
      }),
    );
  });

  it('puts together what a rule shares no more', () => {
    const shared = splitOf({
      allocated: [rowOf({ team: 'blue', unitSeconds: 120 }), rowOf({ unitSeconds: 180 })],
    });
    const rules = [ruleOf('a', 'green')];
    expect(reown(shared, 1, documentOf({ rules })).allocated).toEqual([rowOf({ team: 'green' })]);
  });

  it('leaves nobody what no rule matches', () => {
    expect(reown().allocated).toEqual([rowOf({ team: undefined })]);
  });

  it('leaves a split of the same or a later document alone', () => {
    const split = splitOf({ ownersVersion: 2 });
    expect(reown(split, 2)).toBe(split);
    expect(reown(split, 1)).toBe(split);
  });

  it('gives what building by that document would have given', () => {
    const owner = fc.constantFrom(
      'red',
      sharesOf({ red: 60, blue: 40 }),
      sharesOf({ red: 1, blue: 1, green: 1 }),
      sharesOf({ blue: 97, green: 3 }),
    );
    const rules = fc.array(
      fc.tuple(fc.constantFrom('c-0', 'c-1', 'c-?'), owner).map(([pattern, whose]) => ruleOf(pattern, whose)),
      { maxLength: 3 },
    );
    const counts = fc.array(fc.constantFrom(0, 1, 1, 1), { minLength: 5, maxLength: 5 });
    const price: BucketRate = { perInstanceHour: rate(5_752_000_001n), source: 'list', revision: 1 };
    const input = fc.record({
      before: rules,
      after: rules,
      held: fc.array(counts, { maxLength: 4 }),
      accelerators: fc.constantFrom(4, 5, 7),
      hourly: fc.constantFrom(undefined, price),
    });
    fc.assert(
      fc.property(input, ({ before, after, held, accelerators, hourly }) => {
        const period = bucketAt(start);
        const holdings = held.map((each, index) => {
          return { component: `c-${index % 3}`, container: `c-${index}`, counts: each };
        });
        const samples = [samplesOf({ publishFrequency: 60, instances: { 'i-1': '11111' }, holdings })];
        const build = (version: number, document: Owners) =>
          buildSplit(period, { samples, invocations: new Map() }, undefined, undefined, {
            lives: observeLives([{ ...period, samples }]),
            unit: gpus(accelerators),
            ratesAt: () => ratesAt(hourly),
            owners: { version, document },
            describe: (component) => factsOf({ component }),
            publishFrequency: 60,
            idleFactsOf: () => idleFactsOf(),
            traffic: trafficFactsOf(),
          });
        const owners = documentOf({ rules: after });
        const reowned = reown(build(1, documentOf({ rules: before })), 2, owners);
        expect(reowned).toEqual(build(2, owners));
        expect(findImbalance(reowned)).toBeUndefined();
      }),
    );
  });
});
