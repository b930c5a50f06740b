/** The bus that every account has, and that AWS services send their events to. */
export const defaultBus = 'default';

/** The name of a bus that is given by name or by ARN. */
export const busNameOf = (nameOrArn: string): string => nameOrArn.split('/').at(-1) ?? nameOrArn;
