import type { Interval, Placement } from '#local/fleet/fleet.ts';
import { isPooled } from '#local/fleet/isPooled.ts';
import type { World } from '#local/fleet/world.ts';
import { allocationChanged } from '#shared/bus/allocationChanged.ts';
import type { OutgoingEvent } from '#shared/bus/outgoingEvent.ts';
import { timeText } from '../timeText.ts';
import { poolName } from './expectWorld.ts';

/** A change of what a component holds, straight from the world's step functions. */
type ExpectedChange = { pool: string; component: string; at: number; from: number; to: number };

const nameOf = ({ pool, component, at, from, to }: ExpectedChange): string =>
  `${pool}, ${component} ${from} → ${to} at ${timeText(at)}`;

/** When a copy's first slot begins, and when its last one ends; undefined when it never had a sample. */
const slotsOf = ({ from, to, instance }: Placement, lost: readonly Interval[], end: number) => {
  const frequency = instance.deployment.publishFrequency;
  const isLost = (time: number) => lost.some((gap) => gap.from <= time && time < gap.to);
  let slots: Interval | undefined;
  for (let time = Math.ceil(from / frequency) * frequency; time < Math.min(to, end); time += frequency)
    if (!isLost(time)) slots = { from: slots?.from ?? time, to: time + frequency };
  return slots;
};

/** Every change of variants that are read series by series, by pool. */
const expectChanges = (world: World, end: number): ExpectedChange[] => {
  const steps = new Map<string, Map<number, number>>();
  const add = (key: string, time: number, count: number) => {
    const own = steps.get(key) ?? new Map<number, number>();
    steps.set(key, own.set(time, (own.get(time) ?? 0) + count));
  };
  for (const placement of world.placements) {
    const { component, containerId, accelerators, instance } = placement;
    const { deployment, variant, instanceType, instanceId } = instance;
    const life = world.endpoints.find(({ deployments }) => deployments.includes(deployment));
    if (life === undefined || isPooled(deployment, variant)) continue;
    const lost = world.lost?.filter(
      (each) => each.instanceId === instanceId && each.containerId === containerId,
    );
    const slots = slotsOf(placement, lost ?? [], end);
    if (slots === undefined) continue;
    const key = JSON.stringify([poolName({ ...life, variant, instanceType }), component]);
    add(key, slots.from, accelerators.length);
    add(key, slots.to, -accelerators.length);
  }
  return [...steps].flatMap(([key, own]) => {
    const [pool, component] = JSON.parse(key) as [string, string];
    let level = 0;
    return [...own]
      .toSorted(([a], [b]) => a - b)
      .flatMap(([at, count]) => {
        const from = level;
        level += count;
        return count === 0 ? [] : [{ pool, component, at, from, to: level }];
      });
  });
};

const seconds = (text: string): number => Date.parse(text) / 1000;

/**
 * What is wrong with the events that were sent: a change that none tells of, or an id that is not of one fact alone.
 *
 * @param range.of where a pool's changes must have been told: from when it is right on, and up to where it is settled.
 * @param range.isNews whether a pool was settled behind a time while a change at that time was news.
 * @param range.end where the world is looked at no more.
 */
export function* checkEvents(
  world: World,
  events: readonly OutgoingEvent[],
  range: { of(pool: string): Interval; isNews(pool: string, at: number): boolean; end: number },
): Generator<string> {
  const ids = new Map<string, string>();
  const facts = new Map<string, string>();
  for (const event of events) {
    const { id, endpoint, variant, instanceType, ...detail } = allocationChanged.parse(event.detail);
    const pool = poolName({
      endpoint: endpoint.name,
      createdAt: seconds(endpoint.createdAt),
      variant,
      instanceType,
    });
    const fact = nameOf({ ...detail, pool, at: seconds(detail.at) });
    if ((ids.get(id) ?? fact) !== fact || (facts.get(fact) ?? id) !== id)
      yield `${fact}: its id is not its own`;
    ids.set(id, fact);
    facts.set(fact, id);
  }
  for (const change of expectChanges(world, range.end)) {
    const { from, to } = range.of(change.pool);
    const isExpected = change.at > from && change.at < to && range.isNews(change.pool, change.at);
    if (isExpected && !facts.has(nameOf(change))) yield `${nameOf(change)}: no event told of it`;
  }
}
