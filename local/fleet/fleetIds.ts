import { hash } from 'node:crypto';

/** An EC2-like id, the same at every replay: a function of the variant and the instance's ordinal in it. */
export const instanceIdOf = (endpoint: string, variant: string, ordinal: number): string =>
  `i-0${hash('sha256', `instance/${endpoint}/${variant}/${ordinal}`).slice(0, 16)}`;

/** A short container id as Docker prints it, the same at every replay: of the component and the copy's ordinal. */
export const containerIdOf = (component: string, ordinal: number): string =>
  hash('sha256', `container/${component}/${ordinal}`).slice(0, 12);

/** The instance's availability zone, such as `us-east-1b`; spread by instance id. */
export const availabilityZoneOf = (instanceId: string, region: string): string =>
  `${region}${'abc'.charAt(Number.parseInt(instanceId.slice(-4), 16) % 3)}`;
