import type { DocumentAnswer } from '#shared/api/documentAnswer.ts';
import { toVersionAnswer } from '#shared/api/toVersionAnswer.ts';
import { NotFoundError } from '#shared/domain/errors.ts';
import { appliedThrough } from '#shared/ledger/appliedThrough.ts';
import type { Settings } from '#shared/ledger/createSettings.ts';
import type { Answer } from './respond.ts';

/** The version in force; while sweeps are at it also how far they have come, which the answer says, too. */
const tagOf = (inForce: number, applied: number): string =>
  applied < inForce ? `${inForce}~${applied}` : `${inForce}`;

/**
 * A setting's version in force, or another, and all that there were.
 * @throws NotFoundError saying which there are.
 */
export const showSetting = async (
  name: string,
  settings: Settings<unknown>,
  asked?: number,
): Promise<Answer & { body: DocumentAnswer }> => {
  // Before the versions: what is applied is then among them.
  const marked = await settings.readApplied();
  const versions = await settings.list();
  const applied = appliedThrough(versions, marked);
  const inForce = versions.at(-1)?.version ?? 0;
  const version = asked ?? inForce;
  const shown = versions.find((each) => each.version === version);
  if (shown === undefined && asked !== undefined)
    throw new NotFoundError(
      'settings.no_version',
      inForce === 0
        ? `no ${name} document was given yet`
        : `there is no version ${asked} of the ${name} document; there are 1 to ${inForce}`,
    );
  return {
    body: {
      version,
      inForce,
      document: shown === undefined ? null : JSON.parse(shown.text),
      versions: versions.map((each) => toVersionAnswer(each, applied)),
    },
    // Of an older version the answer is told by its own words.
    ...(version === inForce ? { tag: tagOf(inForce, applied) } : {}),
  };
};
