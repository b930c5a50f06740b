import type { PublishFrequency } from '#local/fleet/deployment.ts';
import type { World } from '#local/fleet/world.ts';
import {
  buildComponent,
  buildDeployment,
  buildEndpoint,
  buildInstance,
  buildPlacement,
  buildWorld,
  second,
} from '#test/builders/world.ts';
import type { Span } from './world/chooseSpan.ts';

const hour = 3_600;

/** When the collector that is to die runs for the first time, and when it dies. */
const firstEventAt = second(2 * hour);
export const diesAt = second(4 * hour);

/** A world that goes on while nobody collects it, and for three hours after. */
export type DeadWorld = { world: World; span: Span; livesAgainAt: number };

/**
 * The endpoint `chat` while its collector is dead for `seconds`: the component `stays` all the time, `moves` changes the
 * instance half-way, `goes` is deleted, `comes` is created; an instance comes and goes. With `hasBrief` the component
 * `brief` is created and deleted at its beginning: after three weeks nobody who asks is told of it.
 */
export const createDeadWorld = (
  seconds: number,
  { publishFrequency, hasBrief = false }: { publishFrequency: PublishFrequency; hasBrief?: boolean },
): DeadWorld => {
  const at = (share: number) => Math.floor(diesAt + share * seconds);
  const deployment = buildDeployment({ publishFrequency });
  const first = buildInstance('i-first', deployment, { from: second(300) });
  const extra = buildInstance('i-extra', deployment, { from: at(0.3) + 7, to: at(0.8) + 13 });
  const components = [
    buildComponent('stays'),
    buildComponent('moves'),
    buildComponent('goes', { deletedAt: at(0.6) }),
    buildComponent('comes', { createdAt: at(0.4) }),
    ...(hasBrief ? [buildComponent('brief', { createdAt: at(0.05), deletedAt: at(0.25) })] : []),
  ];
  const placements = [
    buildPlacement('stays', first, { accelerators: [0] }),
    buildPlacement('moves', first, { accelerators: [1], to: at(0.5) }),
    buildPlacement('moves', extra, { accelerators: [0], from: at(0.5), to: at(0.75) }),
    buildPlacement('goes', first, { accelerators: [2], to: at(0.6) - 31 }),
    buildPlacement('comes', first, { accelerators: [3], from: at(0.4) + 95 }),
    ...(hasBrief ? [buildPlacement('brief', first, { accelerators: [3], from: at(0.08), to: at(0.2) })] : []),
  ];
  const livesAgainAt = diesAt + seconds;
  return {
    world: buildWorld({
      endpoints: [buildEndpoint([deployment])],
      instances: [first, extra],
      components,
      placements,
    }),
    span: { start: second(0), firstEventAt, end: livesAgainAt + 3 * hour },
    livesAgainAt,
  };
};
