import { FaultyRequestError } from '#shared/api/fault.ts';
import {
  checkOwnersOperation,
  ownersOperation,
  replaceOwnersOperation,
} from '#shared/api/ownersOperations.ts';
import { requireValues } from '#shared/api/readQuery.ts';
import { checkOwners } from '#shared/ownership/checkOwners.ts';
import { ownersForm } from '#shared/ownership/ownersForm.ts';
import { toOwnersCheck } from '#shared/ownership/toOwnersCheck.ts';
import { readDocument } from './readDocument.ts';
import { replaceSetting } from './replaceSetting.ts';
import { resolveTime, toWindow } from './resolveTime.ts';
import { defineRoute } from './route.ts';
import { showSetting } from './showSetting.ts';

/** The owners document as it is. */
export const answerOwners = defineRoute(ownersOperation, async ({ query }, { owners }) =>
  showSetting(ownersForm.name, owners, requireValues(query).version),
);

/** A new one in its place. */
export const answerReplaceOwners = defineRoute(replaceOwnersOperation, (asked, { owners }) =>
  replaceSetting(ownersForm, owners, asked),
);

/** What one would make of a window. */
export const answerCheckOwners = defineRoute(
  checkOwnersOperation,
  async ({ query, body, now }, { account, ledger, records }) => {
    const { faults, values } = query;
    const time = resolveTime(values, now, faults);
    const owners = readDocument(ownersForm, body.document, faults);
    if (time === undefined || owners === undefined) throw new FaultyRequestError(faults);
    requireValues(query);
    const check = await checkOwners({ ...time.window, account, owners }, { ledger, records });
    return { body: { window: toWindow(time), ...toOwnersCheck(check) } };
  },
);
