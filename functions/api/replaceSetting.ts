import { isDeepStrictEqual } from 'node:util';
import type { DocumentAnswer } from '#shared/api/documentAnswer.ts';
import { requireValues } from '#shared/api/readQuery.ts';
import { ConflictError, PreconditionError } from '#shared/domain/errors.ts';
import type { Settings } from '#shared/ledger/createSettings.ts';
import type { SettingForm } from '#shared/ledger/settingForm.ts';
import { readDocument, toDocumentText } from './readDocument.ts';
import { replacedVersion } from './replacedVersion.ts';
import type { Answer } from './respond.ts';
import type { Asked } from './route.ts';
import { showSetting } from './showSetting.ts';

type Change = Asked<Record<never, never>, { note: string; document?: unknown }>;

/** That another version is in force than is to be replaced. */
export const isOutdated = (name: string, version: number): PreconditionError =>
  new PreconditionError(
    'settings.outdated',
    version === 0
      ? `no ${name} document was given yet; expected If-Match: "0"`
      : `version ${version} of the ${name} document is in force; read it, and put what you change on it`,
    { isMissing: false },
  );

/**
 * Puts a document in force in place of the version that `If-Match` names. The one that is in force already is no new version:
 * so a request may come twice, also at the same time.
 *
 * @throws PreconditionError when no version is named, or another is in force.
 * @throws FaultyRequestError with every fault of the document.
 */
export const replaceSetting = async <Document>(
  form: SettingForm<Document>,
  settings: Settings<Document>,
  { request, identity, query, body: { note, document }, now }: Change,
): Promise<Answer & { body: DocumentAnswer }> => {
  const replaces = replacedVersion(request);
  readDocument(form, document, query.faults);
  requireValues(query);
  const text = toDocumentText(document);
  const readLatest = async () => {
    const { version = 0, text: known } = (await settings.readLatest()) ?? {};
    return { version, isSame: known !== undefined && isDeepStrictEqual(JSON.parse(known), document) };
  };
  const latest = await readLatest();
  if (latest.isSame) return showSetting(form.name, settings, latest.version);
  if (latest.version !== replaces) throw isOutdated(form.name, latest.version);
  try {
    const { version } = await settings.put({ who: identity.subject, at: now, note, text }, replaces);
    return await showSetting(form.name, settings, version);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    const winner = await readLatest();
    if (winner.isSame) return showSetting(form.name, settings, winner.version);
    throw isOutdated(form.name, winner.version);
  }
};
