import { mostChildren } from '#shared/api/explainOperation.ts';
import type { Fault } from '#shared/api/fault.ts';
import { cutWindow, type Depth, depthOf } from '#shared/domain/depth.ts';
import type { Window } from '#shared/domain/window.ts';
import { utc, type Zone } from '#shared/domain/zone.ts';

/** A depth with the parts that it cuts a window into. */
export type DepthCut = { depth: Depth; children: readonly Window[] };

/**
 * What is tried in turn where a part would cut an hour that is kept as a whole: hours for five minutes, where nobody asked for these; and
 * UTC's days and months for those of a zone whose midnights are at half past an hour of UTC.
 */
const depthsOf = (asked: Depth | 'auto', window: Window, zone: Zone): { depth: Depth; zone: Zone }[] => {
  const depth = asked === 'auto' ? depthOf(window, zone) : asked;
  const own = { depth, zone };
  if (depth === 'bucket' && asked === 'auto') return [own, { depth: 'hour', zone }];
  return (depth === 'day' || depth === 'month') && zone !== utc ? [own, { depth, zone: utc }] : [own];
};

/**
 * The ways in which a window may be cut, the one that is wanted first.
 * @returns undefined where it cannot be, with the faults added.
 */
export const resolveDepth = (
  asked: Depth | 'auto',
  window: Window,
  zone: Zone,
  faults: Fault[],
): DepthCut[] | undefined => {
  const cuts = depthsOf(asked, window, zone).map((each) => {
    return { depth: each.depth, children: cutWindow(window, each.depth, each.zone, mostChildren) };
  });
  const [first] = cuts;
  if (first !== undefined && 'fault' in first.children) {
    faults.push({ parameter: 'depth', detail: first.children.fault });
    return undefined;
  }
  return cuts.flatMap(({ depth, children }) => ('fault' in children ? [] : [{ depth, children }]));
};
