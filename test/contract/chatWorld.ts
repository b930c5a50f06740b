import {
  buildComponent,
  buildDeployment,
  buildEndpoint,
  buildInstance,
  buildPlacement,
  buildWorld,
  second,
} from '#test/builders/world.ts';

const blue = buildDeployment({ startedAt: second(0), finishedAt: second(120), publishFrequency: 10 });
const green = buildDeployment({
  configName: 'chat-green',
  startedAt: second(1_800),
  finishedAt: second(2_100),
  publishFrequency: 60,
  acceleratorDimension: 'AcceleratorId',
  variants: [{ variant: 'AllTraffic', instanceTypes: ['ml.g5.48xlarge', 'ml.g6.12xlarge'] }],
});
const again = buildDeployment({
  configName: 'chat-again',
  isAsync: true,
  startedAt: second(7_200),
  finishedAt: second(7_260),
});
const old = buildInstance('i-old', blue, { from: second(65), to: second(2_100) });
const one = buildInstance('i-one', green, { from: second(1_865), to: second(6_600) });
const late = buildInstance('i-late', again, { from: second(7_261) });

/**
 * One world for the contracts of what reads it. The endpoint `chat` is created at 0:00:00, updated from one instance type to
 * two from 0:30 to 0:35, deleted at 1:50 and there again, asynchronous, from 2:00 on; the component `a` of one accelerator a copy runs on
 * the old and the new fleet, `b` of two only at first.
 */
export const chatWorld = buildWorld({
  endpoints: [
    buildEndpoint([blue, green], { createdAt: second(0), deletedAt: second(6_600) }),
    buildEndpoint([again], { createdAt: second(7_200) }),
  ],
  components: [
    buildComponent('a', { createdAt: second(70), deletedAt: second(6_600) }),
    buildComponent('b', { createdAt: second(70), deletedAt: second(1_500), gpusPerCopy: 2 }),
  ],
  instances: [old, one, late],
  placements: [
    buildPlacement('a', old, { from: second(100), to: second(2_050) }),
    buildPlacement('b', old, { accelerators: [2, 3], from: second(100), to: second(1_400) }),
    buildPlacement('a', one, { from: second(1_900), to: second(6_600) }),
  ],
});
