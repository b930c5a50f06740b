import { FaultyRequestError } from '#shared/api/fault.ts';
import { checkRatesOperation, ratesOperation, replaceRatesOperation } from '#shared/api/ratesOperations.ts';
import { requireValues } from '#shared/api/readQuery.ts';
import { checkRates } from '#shared/rates/checkRates.ts';
import { ratesForm } from '#shared/rates/ratesForm.ts';
import { toRatesCheck } from '#shared/rates/toRatesCheck.ts';
import { readDocument } from './readDocument.ts';
import { replaceSetting } from './replaceSetting.ts';
import { resolveTime, toWindow } from './resolveTime.ts';
import { defineRoute } from './route.ts';
import { showSetting } from './showSetting.ts';

/** The rates document as it is. */
export const answerRates = defineRoute(ratesOperation, async ({ query }, { rates }) =>
  showSetting(ratesForm.name, rates, requireValues(query).version),
);

/** A new one in its place. */
export const answerReplaceRates = defineRoute(replaceRatesOperation, (asked, { rates }) =>
  replaceSetting(ratesForm, rates, asked),
);

/** What one would make of a window. */
export const answerCheckRates = defineRoute(
  checkRatesOperation,
  async ({ query, body, now }, { account, ledger }) => {
    const { faults, values } = query;
    const time = resolveTime(values, now, faults);
    const rates = readDocument(ratesForm, body.document, faults);
    if (time === undefined || rates === undefined) throw new FaultyRequestError(faults);
    requireValues(query);
    const check = await checkRates({ ...time.window, account, rates }, ledger);
    return { body: { window: toWindow(time), ...toRatesCheck(check) } };
  },
);
