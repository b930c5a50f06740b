/** `2026-05-01T00:05:00Z` for epoch seconds. */
export const timeText = (time: number): string => `${new Date(time * 1000).toISOString().slice(0, 19)}Z`;
