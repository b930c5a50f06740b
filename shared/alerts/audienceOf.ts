import type { BudgetCause } from '#shared/domain/budgets/movement.ts';
import { type Contacts, financeOf, recipientsOf } from './contacts.ts';
import { isForTeam } from './isForTeam.ts';

/**
 * Who is told: of what a team can answer for those that are named, else its contact, else finance; of anything else finance alone.
 * @param cause undefined where nobody's spend moved. @param team undefined where it is about none.
 */
export const audienceOf = (
  cause: BudgetCause | undefined,
  named: readonly string[],
  team: string | undefined,
  contacts: Contacts,
): string[] =>
  cause === undefined || isForTeam(cause) ? recipientsOf(named, team, contacts) : financeOf(contacts);
