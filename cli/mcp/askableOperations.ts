import type { Operation } from '#shared/api/operation.ts';

/** What an MCP client may ask: all that is read of figures and documents, and nothing that changes any. */
export const askableOperations = (operations: readonly Operation[]): Operation[] =>
  operations.filter(({ method, role, isPage }) => method === 'GET' && role !== undefined && isPage !== true);
