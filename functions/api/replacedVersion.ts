import { PreconditionError } from '#shared/domain/errors.ts';
import type { ApiRequest } from './apiRequest.ts';

/** A proxy that packs what it hands on makes a tag weak; the version in it is the same. */
const tagForm = /^(?:W\/)?"(\d{1,6})(?:~[\w-]{1,40})?"$/;

/**
 * The version that a change is to replace, of `If-Match`; undefined for a tag that none has.
 * @throws PreconditionError when none is named.
 */
export const replacedVersion = ({ headers }: Pick<ApiRequest, 'headers'>): number | undefined => {
  const tag = headers['if-match']?.trim();
  if (tag === undefined || tag === '' || tag === '*')
    throw new PreconditionError(
      'settings.no_if_match',
      'the version that is replaced is not named; expected If-Match with the ETag of a read, such as "3", or "0" for the first version',
      { isMissing: true },
    );
  const [, version] = tagForm.exec(tag) ?? [];
  return version === undefined ? undefined : Number(version);
};
