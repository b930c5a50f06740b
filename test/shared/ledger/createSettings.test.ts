import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BadInputError } from '#shared/domain/errors.ts';
import { instant } from '#shared/domain/time.ts';
import { createSettings, type Settings } from '#shared/ledger/createSettings.ts';
import type { SettingForm } from '#shared/ledger/settingForm.ts';
import { at } from '#test/builders/samples.ts';
import { createMemorySettings } from '#test/fakes/memorySettings.ts';
import { type LedgerBackend, ledgerBackends, TableName } from '#test/harness/ledgerBackends.ts';

/** A document that is the hour from which it says something else than any other. */
const formOf = (name: string): SettingForm<number> => ({
  name,
  initial: 0,
  parse: (text) => {
    if (/^\d+$/.test(text)) return Number(text);
    throw new BadInputError('hours.invalid', `"${text}" is no whole number`);
  },
  earliestChange: (before, after) =>
    before === after ? undefined : instant(3_600 * Math.min(before || after, after)),
});

const changeOf = (text: string) => ({ who: 'ada', at: at('2026-05-01T08:30:07Z'), note: 'as agreed', text });

describe.each(ledgerBackends)('settings on %s', (_, open) => {
  let backend: LedgerBackend;
  const settingsOf = (name: string): Settings<number> =>
    backend.documents === undefined
      ? createMemorySettings(formOf(name))
      : createSettings(backend.documents, TableName, formOf(name));
  beforeAll(async () => {
    backend = await open();
  }, 30_000);
  afterAll(() => backend.close());

  it('have no version before the first was given', async () => {
    const settings = settingsOf('none');
    expect(await settings.readLatest()).toBeUndefined();
    expect(await settings.readInForce()).toEqual({ version: 0, document: 0 });
    expect(await settings.list()).toEqual([]);
    expect(await settings.changesSince(0)).toBeUndefined();
    await expect(settings.read(1)).rejects.toMatchObject({ code: 'settings.no_version' });
  });

  it('keep every version with who gave it, when and why, and give the last', async () => {
    const settings = settingsOf('kept');
    const first = { ...changeOf('5'), version: 1, document: 5, changesFrom: instant(5 * 3_600) };
    const second = { ...changeOf('7'), version: 2, document: 7, changesFrom: instant(5 * 3_600) };
    expect(await settings.put(changeOf('5'), 0)).toEqual(first);
    expect(await settings.put(changeOf('7'), 1)).toEqual(second);
    expect(await settings.readLatest()).toEqual(second);
    expect(await settings.readInForce()).toEqual(second);
    expect(await settings.read(1)).toEqual(first);
    expect(await settings.list()).toEqual([first, second]);
  });

  it('refuse a version in place of one that is not in force any more, or never was', async () => {
    const settings = settingsOf('raced');
    await settings.put(changeOf('1'), 0);
    await expect(settings.put(changeOf('2'), 0)).rejects.toMatchObject({ code: 'ledger.conflict' });
    await expect(settings.put(changeOf('2'), 4)).rejects.toMatchObject({ code: 'settings.no_version' });
    expect(await settings.list()).toHaveLength(1);
  });

  it('refuse a document with faults', async () => {
    const settings = settingsOf('wrong');
    await expect(settings.put(changeOf('seven'), 0)).rejects.toMatchObject({ code: 'hours.invalid' });
    expect(await settings.readLatest()).toBeUndefined();
  });

  it('refuse a document that the table has no room for', async () => {
    if (backend.documents === undefined) return;
    const form = { ...formOf('large'), parse: () => 1 };
    const noise = Array.from({ length: 90_000 }, (_, index) => Math.sin(index).toString(36)).join();
    const settings = createSettings(backend.documents, TableName, form);
    const code = await settings.put(changeOf(noise), 0).then(
      () => 'put',
      (error) => error.code,
    );
    expect(code).toBe('settings.too_large');
    await settings.put(changeOf('1'.repeat(900_000)), 0);
  });

  it('say from when on what came since a version changes anything', async () => {
    const settings = settingsOf('since');
    for (const [index, text] of ['5', '5', '9', '3'].entries()) await settings.put(changeOf(text), index);
    const since = [0, 1, 2, 3, 4].map((version) => settings.changesSince(version));
    expect(await Promise.all(since)).toEqual(
      [3, 3, 3, 3, undefined].map((hour) => hour && instant(3_600 * hour)),
    );
  });

  it('tell which version all that is stored has, of two the later', async () => {
    const settings = settingsOf('applied');
    expect(await settings.readApplied()).toBe(0);
    await settings.markApplied(3);
    await settings.markApplied(2);
    expect(await settings.readApplied()).toBe(3);
    expect(await settings.list()).toEqual([]);
  });

  it('sort by number, whatever its digits', async () => {
    const settings = settingsOf('many');
    for (let version = 0; version < 12; version += 1) await settings.put(changeOf(`${version + 1}`), version);
    expect((await settings.readLatest())?.version).toBe(12);
    expect((await settings.list()).map(({ version }) => version)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
    ]);
  });
});
