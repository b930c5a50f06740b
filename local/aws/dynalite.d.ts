/** The part of dynalite's interface that is used here; the package has no types. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  type Options = {
    /** A folder to keep the tables in; in memory without one. */
    path?: string;
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  };

  export default function dynalite(options?: Options): Server;
}
