import { addMoney, costOf, type Money, zeroMoney } from '#shared/domain/money.ts';
import { perHour } from './perHour.ts';
import type { Finding } from './readBuckets.ts';
import { nearShare } from './reading.ts';
import type { FreeAcceleratorsWatch, IdleWatch } from './watch.ts';
import type { EndpointBucket } from './watchFacts.ts';

/** Idle capacity above an amount. What is unknown may be idle, too: where that matters nobody can tell. */
export const findIdle = ({ above }: IdleWatch, { idle, unknown }: EndpointBucket): Finding | undefined => {
  const byReason = new Map(
    [...idle].flatMap(([reason, cost]): [typeof reason, Money][] =>
      reason === 'deploying' ? [] : [[reason, perHour(cost)]],
    ),
  );
  const [least, threshold] = [addMoney(byReason.values()), costOf(3_600, above)];
  const most = least + perHour(unknown.cost);
  if (least > threshold)
    return { level: 'over', figure: { kind: 'idle', perHour: least, byReason }, size: Number(least) };
  if (most > threshold) return undefined;
  return { level: Number(most) < Number(threshold) * (1 - nearShare) ? 'under' : 'near' };
};

/** Free accelerators below a buffer. What is unknown may be free, too. */
export const findFree = (
  { below }: FreeAcceleratorsWatch,
  { freeAccelerators: free, unknown }: EndpointBucket,
): Finding | undefined => {
  if (free + unknown.accelerators < below)
    return { level: 'over', figure: { kind: 'freeAccelerators', free }, size: below - free };
  if (free < below) return undefined;
  return { level: free < below * (1 + nearShare) ? 'near' : 'under' };
};

/** An old and a new fleet side by side. */
export const findDeployment = ({ isDeploying, idle }: EndpointBucket): Finding => {
  if (!isDeploying) return { level: 'under' };
  const idlePerHour = perHour(idle.get('deploying') ?? zeroMoney);
  return { level: 'over', figure: { kind: 'deployment', idlePerHour }, size: Number(idlePerHour) };
};
