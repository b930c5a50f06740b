/** The group that a watch's state is kept in, by its name. */
export const watchGroup = (name: string): string => `watch:${name}`;
