import { defineConfig } from 'vitest/config';

/** The long proofs, which have a command of their own: `npm run prove`. */
export default defineConfig({
  test: { include: ['test/long/**/*.long.ts'], testTimeout: 1_800_000, fileParallelism: false },
});
