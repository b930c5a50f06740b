import { resolve } from 'node:path';

/** A file's name as the user means it: under `npm run` this process stands in the project, and INIT_CWD is where the user does. */
export const fromCaller = (name: string): string =>
  name.startsWith('s3://') ? name : resolve(process.env.INIT_CWD ?? '.', name);
