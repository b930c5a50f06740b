import type { OpenStack } from '#cli/openStack.ts';
import type { Settings } from '#shared/ledger/createSettings.ts';
import type { SettingForm } from '#shared/ledger/settingForm.ts';

/** A document that users check, apply and are shown, and what is said of it. Its form's name is its command's. */
export type DocumentKind<Document> = {
  form: SettingForm<Document>;
  settingsOf(stack: OpenStack): Settings<Document>;
  /** What holds while none was given: `the Team tag of a component names its team`. */
  initially: string;
  /** What stored splits are given by a new version: `its owners`. */
  given: string;
  /** Of a version that says nothing new: `changes nobody's cost`. */
  withoutChange: string;
  /** What else is to be said of a new version in place of another, in whole lines; before it is in force. */
  tellChange?(before: Document, after: Document, stack: OpenStack): Promise<string>;
};
