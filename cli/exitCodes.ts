/** Faults of the command line or of what it points at; the rest is a failure of the run. */
const usageCodes: readonly unknown[] = [
  'cli.usage',
  'api.question',
  'owners.invalid',
  'rates.invalid',
  'access.invalid',
  'budgets.invalid',
  'settings.too_large',
  'ledger.too_fine',
  'trace.invalid',
  'tokens.invalid',
  'local.port_taken',
  'local.folder_in_use',
  'local.folder_unusable',
  'template.invalid',
];

export const exitHelp = `\
Exit codes: 0 done; 1 a failure (network, the API's own); 2 what was asked cannot be (options, 400, 404); 3 not allowed (401, 403).`;

/** Whether whoever reads the message can do something about it; the rest is a fault of ours. */
export const isKnown = (error: unknown): error is Error & { code: unknown } =>
  error instanceof Error && 'code' in error;

/** What a command ends with when it fails by an error. */
export const exitCodeOf = (error: unknown): 1 | 2 | 3 => {
  if (!isKnown(error)) return 1;
  if (error.code === 'api.refused') return 3;
  return usageCodes.includes(error.code) ? 2 : 1;
};
