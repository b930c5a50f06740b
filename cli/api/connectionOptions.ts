/** The options that say which API is asked, and as whom. */
export const connectionOptions = {
  url: { type: 'string' },
  token: { type: 'string' },
  profile: { type: 'string' },
} as const;

export type ConnectionFlags = {
  url?: string | undefined;
  token?: string | undefined;
  profile?: string | undefined;
};

/** Names of the environment's variables that say the same. */
export const connectionVariables = {
  url: 'TENNER_URL',
  token: 'TENNER_TOKEN',
  profile: 'TENNER_PROFILE',
} as const;

/** Where `npm start` serves the API on this machine. */
export const localUrl = 'http://127.0.0.1:4570';
