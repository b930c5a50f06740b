import { accessForm } from '#shared/access/accessForm.ts';
import { accessOperation, replaceAccessOperation } from '#shared/api/accessOperations.ts';
import { requireValues } from '#shared/api/readQuery.ts';
import { replaceSetting } from './replaceSetting.ts';
import { defineRoute } from './route.ts';
import { showSetting } from './showSetting.ts';

/** The access document as it is. */
export const answerAccess = defineRoute(accessOperation, async ({ query }, { access }) =>
  showSetting(accessForm.name, access, requireValues(query).version),
);

/** A new one in its place. */
export const answerReplaceAccess = defineRoute(replaceAccessOperation, (asked, { access }) =>
  replaceSetting(accessForm, access, asked),
);
