/** Why something that was asked for cannot be: a sentence for people that says what would be right. */
export type Refusal = { fault: string };

export const refuse = (fault: string): Refusal => ({ fault });
