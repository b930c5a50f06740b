/** Whom to tell. */
export type Contacts = {
  /** Of a team, by the owners document; undefined where it says none. */
  ofTeam(code: string): string | undefined;
  /** Of the budgets document. */
  finance: readonly string[];
};

/** Who is told where nobody is named. */
export const finance = 'finance';

/** Each once and in order; without any of them `finance`, so that nothing is told to nobody. */
const listOf = (recipients: readonly string[]): string[] => {
  const named = [...new Set(recipients)].filter((each) => each !== '').toSorted((a, b) => (a < b ? -1 : 1));
  return named.length > 0 ? named : [finance];
};

export const financeOf = (contacts: Contacts): string[] => listOf(contacts.finance);

/**
 * Who answers for a team's own doing: those that are named, else the contact of the team, else finance.
 * @param team undefined where there is none.
 */
export const recipientsOf = (
  named: readonly string[],
  team: string | undefined,
  contacts: Contacts,
): string[] => {
  if (named.length > 0) return listOf(named);
  const contact = team === undefined ? undefined : contacts.ofTeam(team);
  return contact === undefined || contact === '' ? financeOf(contacts) : [contact];
};
