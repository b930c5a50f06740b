import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownersOf } from '#shared/domain/ownersOf.ts';
import { floorTo, type Instant, after as moved } from '#shared/domain/time.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import { ownedSpans } from '#shared/fleet/ownedSpans.ts';
import { createOwnerFacts } from '#shared/fleet/ownerFacts.ts';
import {
  configOf,
  deploymentOf,
  recordedComponent,
  recordOf,
  teamTags,
} from '#test/builders/endpointRecord.ts';
import { documentOf, ruleOf } from '#test/builders/owners.ts';
import { at } from '#test/builders/samples.ts';

const midnight = at('2026-01-01T00:00:00Z');
const noon = at('2026-01-01T12:00:00Z');
const day = { from: midnight, to: at('2026-01-02T00:00:00Z') };
const byTag = ruleOf(
  { tag: { key: 'Team', value: '*', of: ['component'] } },
  { kind: 'tag', product: undefined },
);
const owners = documentOf({ rules: [byTag] });
const withEdge = documentOf({ rules: [ruleOf('x', 'green', { from: noon }), byTag] });

const spansIn = (record: EndpointRecord) =>
  ownedSpans(record, owners, day).map(({ component, spans }) => ({
    component,
    spans: spans.map(({ from, to, shares }) => [from - midnight, to - midnight, shares[0]?.team]),
  }));

describe('ownedSpans', () => {
  it('begins and ends with a component, and where it comes to be another team’s', () => {
    const tags = teamTags(['red', midnight], ['blue', at('2026-01-01T06:02:00Z')]);
    const createdAt = at('2026-01-01T03:00:01Z');
    const deletedBy = at('2026-01-01T09:00:01Z');
    const record = recordOf({ components: [recordedComponent({ tags, createdAt, deletedBy })] });
    expect(spansIn(record)).toEqual([
      {
        component: 'a',
        spans: [
          [10_801, 21_900, 'red'],
          [21_900, 32_401, 'blue'],
        ],
      },
    ]);
  });

  it('knows the lives of one name, and nothing of what was there before or after', () => {
    const before = recordedComponent({ name: 'old', deletedBy: midnight });
    const one = recordedComponent({ deletedBy: at('2026-01-01T01:00:00Z') });
    const two = recordedComponent({
      tags: teamTags(['blue', midnight]),
      createdAt: at('2026-01-01T02:00:00Z'),
    });
    expect(spansIn(recordOf({ components: [one, two, before] }))).toEqual([
      {
        component: 'a',
        spans: [
          [0, 3_600, 'red'],
          [7_200, 86_400, 'blue'],
        ],
      },
    ]);
  });

  it('has a variant that components do not divide as held by its whole instances', () => {
    const config = configOf();
    const variants = config.variants.map((each) => ({ ...each, model: 'm' }));
    const record = recordOf({ deployments: [deploymentOf({ config: { ...config, variants } })] });
    expect(ownedSpans(record, owners, day)).toMatchObject([{ component: '', spans: [{ model: 'm' }] }]);
  });

  it('says of every moment what the rules say of its bucket', () => {
    const time = fc.integer({ min: -7_200, max: 93_600 }).map((seconds) => moved(midnight, seconds));
    const team = fc.constantFrom('red', 'blue', undefined);
    const tags = fc
      .array(fc.tuple(team, time), { minLength: 1, maxLength: 4 })
      .map((values) => teamTags(...values.toSorted(([, a], [, b]) => a - b)));
    const life = fc.record({ name: fc.constantFrom('a', 'x'), tags, createdAt: time });
    const record = fc.array(life, { maxLength: 3 }).map((lives) => {
      const inOrder = lives.toSorted((a, b) => a.createdAt - b.createdAt);
      const components = inOrder.map((each, index) => {
        const next = inOrder.slice(index + 1).find(({ name }) => name === each.name);
        return recordedComponent({ ...each, deletedBy: next?.createdAt });
      });
      return recordOf({ components });
    });
    fc.assert(
      fc.property(record, fc.integer({ min: 0, max: 86_399 }), (given, second) => {
        const moment: Instant = moved(midnight, second);
        const bucket = floorTo(moment, 300);
        const describeIt = createOwnerFacts(given, 'AllTraffic');
        for (const { component, spans } of ownedSpans(given, withEdge, day)) {
          const found = spans.filter(({ from, to }) => from <= moment && moment < to);
          const isThere = given.components.some(
            ({ name, createdAt, deletedBy }) =>
              name === component && (createdAt ?? 0) <= moment && moment < (deletedBy ?? day.to),
          );
          expect(found).toHaveLength(Number(isThere));
          if (isThere)
            expect(found[0]?.shares).toEqual(ownersOf(withEdge, describeIt(component, bucket), bucket));
        }
      }),
    );
  });
});
