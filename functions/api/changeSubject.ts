import { isTagLabel, tagKeyOf } from '#shared/domain/aggregate.ts';
import type { Pool } from '#shared/domain/bucket.ts';
import type { OwnerShare } from '#shared/domain/owner.ts';
import { tagBearers } from '#shared/domain/owners.ts';
import type { OwnerFacts } from '#shared/domain/ownersOf.ts';

export const directions = ['out', 'in'] as const;
export type Direction = (typeof directions)[number];

/** A component's change on a pool, or that it may have one, as one of its owners has it. */
export type ChangeSubject = { pool: Pool; facts: OwnerFacts; share: OwnerShare; direction: Direction };

/** A component without a model, as a bare container is, stands for its own. */
export const modelOf = ({ model, component }: OwnerFacts): string => model ?? component;

/** What a filter looks at of a change. */
export const changeLabel = (
  { pool, facts, share, direction }: ChangeSubject,
  label: string,
): string | undefined => {
  switch (label) {
    case 'endpoint':
    case 'variant':
    case 'instanceType':
      return pool[label];
    case 'component':
      return facts.component;
    case 'model':
      return modelOf(facts);
    case 'team':
      return share.team;
    case 'direction':
      return direction;
  }
  if (!isTagLabel(label)) return undefined;
  const key = tagKeyOf(label);
  return tagBearers.map((bearer) => facts.tags[bearer].get(key)).find((value) => value !== undefined);
};
