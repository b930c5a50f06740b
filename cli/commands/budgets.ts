import { archiveBudget } from '#cli/budgets/archiveBudget.ts';
import { budgetsKind } from '#cli/budgets/budgetsKind.ts';
import { checkBudgetsFile } from '#cli/budgets/checkBudgetsFile.ts';
import { importBudgetsFile } from '#cli/budgets/importBudgetsFile.ts';
import { snoozeBudget, wakeBudget } from '#cli/budgets/snoozeBudget.ts';
import { documentCommand } from '#cli/documents/documentCommand.ts';
import { stackHelp } from '#cli/openStack.ts';

export const budgetsHelp = `tenner budgets check FILE: what FILE creates, changes and takes away, and what that arms again; changes nothing
tenner budgets apply FILE --note TEXT: puts budgets in force
tenner budgets import CSV --note TEXT: amounts by team and month as budgets, in a new version of the document
tenner budgets show: every version with who gave it, when and why, and the one in force
tenner budgets archive NAME --note TEXT: keeps a budget and its history, and tells nothing of it any more
tenner budgets snooze NAME --until TIME --why TEXT: tells nothing of a budget up to some time
tenner budgets wake NAME: ends that

  --note TEXT       why the budgets change (needed: apply, import, archive)
  --by NAME         who changes them (default: the user of this machine)
  --dry-run         say what an import would do, and change nothing
  --until TIME      when a snooze ends: 2026-06-01T00:00:00Z, or a day of the budget's zone such as 2026-06-01
  --why TEXT        why nothing is to be told
  --version NUMBER  show this version instead of the one in force
  --json            print one JSON document (check, show)
${stackHelp}
  --url URL         the API (archive, snooze, wake)
  --token TOKEN     as whom (archive, snooze, wake)
  --profile NAME    a profile of ~/.config/tenner/config.json (archive, snooze, wake)

FILE is JSON and CSV a table of team × month, see docs/budgets.md. check, apply, import and show go to the table: where, what and as
whom is asked as by any AWS client, AWS_REGION, AWS_PROFILE, AWS_ENDPOINT_URL. archive, snooze and wake ask the API, as questions do.

  tenner budgets check budgets.json
  tenner budgets apply budgets.json --note "as agreed for 2026"
  tenner budgets import 2026.csv --dry-run
  tenner budgets archive search-month --note "the project is over"
  tenner budgets snooze search-month --until 2026-06-01 --why "the load test is planned"`;

/** Checks, applies, imports and shows budgets; archives, snoozes and wakes one. */
export const budgets = documentCommand(
  budgetsKind,
  checkBudgetsFile,
  new Map([
    ['import', importBudgetsFile],
    ['archive', archiveBudget],
    ['snooze', snoozeBudget],
    ['wake', wakeBudget],
  ]),
);
