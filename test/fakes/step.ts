/**
 * How a fake does what it is asked: one call to the outside with a name, and its effect. A test does it at once; a
 * simulation decides when, and whether the caller hears of it.
 */
export type Step = <Answer>(operation: string, effect: () => Answer) => Promise<Answer>;

export const atOnce: Step = async (_, effect) => effect();
