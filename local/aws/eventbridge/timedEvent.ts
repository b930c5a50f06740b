/** An event as EventBridge gives it to a target. */
export type BusEvent = {
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  /** To the second, UTC. */
  time: string;
  region: string;
  resources: readonly string[];
  detail: Readonly<Record<string, unknown>>;
  /** Of an event that comes from an archive. */
  'replay-name'?: string;
};

/** An event and when it reaches the bus (epoch seconds). */
export type TimedEvent = { time: number; event: BusEvent };
