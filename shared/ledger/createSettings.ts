import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { BadInputError, ConflictError, NotFoundError } from '#shared/domain/errors.ts';
import type { InForce } from '#shared/domain/inForce.ts';
import { earliest, type Instant } from '#shared/domain/time.ts';
import { appliedSortKey, settingKey, versionSortKey } from './keys.ts';
import { onVersion, openLedgerTable } from './ledgerTable.ts';
import { parseItem } from './parseItem.ts';
import type { SettingChange, SettingForm, SettingVersion } from './settingForm.ts';
import { parseSettingItem, toSettingItem } from './settingItem.ts';

/**
 * One kind of setting in the ledger's table: every version that it ever had stays, with who gave it, when and why. Every
 * read is consistent.
 */
export type Settings<Document> = {
  /** The version in force; undefined while none was given. */
  readLatest(): Promise<SettingVersion<Document> | undefined>;
  /** What holds now: the initial document while none was given. */
  readInForce(): Promise<InForce<Document>>;
  /** @throws NotFoundError when there is none of that number. */
  read(version: number): Promise<SettingVersion<Document>>;
  /** Every version, in order. */
  list(): Promise<SettingVersion<Document>[]>;
  /**
   * Puts a new version in place of version `replaces` (0: of none).
   * @throws BadInputError with every fault of the document, or when it is too large.
   * @throws ConflictError when `replaces` is not in force any more.
   */
  put(change: SettingChange, replaces: number): Promise<SettingVersion<Document>>;
  /** From when on the versions after one of that number change anything; undefined when they change nothing. */
  changesSince(version: number): Promise<Instant | undefined>;
  /** The version up to which all that is stored was revised; 0 for none. */
  readApplied(): Promise<number>;
  /** Keeps that, unless a later one is kept. */
  markApplied(version: number): Promise<void>;
};

/** Of a packed document; the table's items have 400 kB at most, with all that stands beside it. */
const mostBytes = 380_000;

const appliedItem = z.object({ version: z.int().nonnegative() });

/** The earliest of what some versions change. */
export const earliestOf = (versions: readonly Pick<SettingVersion<unknown>, 'changesFrom'>[]) => {
  const [first, ...others] = versions.flatMap(({ changesFrom }) => changesFrom ?? []);
  return first === undefined ? undefined : earliest(first, ...others);
};

export const createSettings = <Document>(
  client: DynamoDBDocumentClient,
  tableName: string,
  form: SettingForm<Document>,
): Settings<Document> => {
  const table = openLedgerTable(client, tableName);
  const pk = settingKey(form.name);
  const parse = (item: Record<string, unknown>) => parseSettingItem(form, item);

  const after = (version: number) => ({
    KeyConditionExpression: 'pk = :setting AND sk BETWEEN :first AND :last',
    ExpressionAttributeValues: {
      ':setting': pk,
      ':first': versionSortKey(version + 1),
      ':last': versionSortKey(Number.POSITIVE_INFINITY),
    },
    ConsistentRead: true,
  });

  const read = async (version: number): Promise<SettingVersion<Document>> => {
    const item = await table.get({ pk, sk: versionSortKey(version) });
    if (item !== undefined) return parse(item);
    throw new NotFoundError(
      'settings.no_version',
      `there is no version ${version} of the ${form.name} document`,
    );
  };

  const readReplaced = async (version: number): Promise<Document> => {
    if (version === 0) return form.initial;
    return (await read(version)).document;
  };

  const readLatest = async (): Promise<SettingVersion<Document> | undefined> => {
    const item = await table.last(after(0));
    return item && parse(item);
  };

  return {
    read,
    readLatest,
    readInForce: async () => (await readLatest()) ?? { version: 0, document: form.initial },
    list: async () => (await table.query(after(0))).map(parse),
    put: async (change, replaces) => {
      const document = form.parse(change.text);
      const changesFrom = form.earliestChange(await readReplaced(replaces), document);
      const version = { ...change, version: replaces + 1, changesFrom };
      const item = toSettingItem(form.name, version);
      const size = item.text.byteLength;
      if (size > mostBytes)
        throw new BadInputError(
          'settings.too_large',
          `the ${form.name} document has ${size} bytes when it is packed; expected ${mostBytes} at most`,
        );
      await table.put(item, onVersion(0));
      return { ...version, document };
    },
    changesSince: async (version) => earliestOf((await table.query(after(version))).map(parse)),
    readApplied: async () => {
      const item = await table.get({ pk, sk: appliedSortKey });
      return item === undefined ? 0 : parseItem(appliedItem, item, `ledger.bad_${form.name}`).version;
    },
    markApplied: async (version) => {
      const unlessLater = {
        ConditionExpression: 'attribute_not_exists(pk) OR version <= :version',
        ExpressionAttributeValues: { ':version': version },
      };
      await table.put({ pk, sk: appliedSortKey, version }, unlessLater).catch((error: unknown) => {
        if (!(error instanceof ConflictError)) throw error;
      });
    },
  };
};
