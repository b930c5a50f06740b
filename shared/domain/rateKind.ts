/** At which rate amounts are told: what is paid, or what is charged, with the difference as a row of its own. */
export const rateKinds = ['cost', 'charge'] as const;
export type RateKind = (typeof rateKinds)[number];
