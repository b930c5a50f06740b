import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Whole-pipeline tests synthesize the stack and play hours of it; none asserts how long that takes.
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
