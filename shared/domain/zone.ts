import { findLookAlike } from './lookAlike.ts';
import { quoteInput } from './quoteInput.ts';
import { type Refusal, refuse } from './refusal.ts';

declare const zoneBrand: unique symbol;

/** A time zone by its IANA name, such as `Europe/Berlin`, or `UTC`. */
export type Zone = string & { readonly [zoneBrand]: true };

export const utc = 'UTC' as Zone;

/** No name is longer; the longest of today has 32 characters. */
const longestName = 64;

const form = /^[A-Z][A-Z0-9_+-]*(\/[A-Z0-9_+-]+)*$/i;

/** Names that are short and IANA's. Intl also takes abbreviations like IST, which are several zones' or nobody's. */
const shortNames = new Set(['EST', 'MST', 'HST', 'CET', 'MET', 'EET', 'WET', 'UTC', 'UCT', 'GMT']);
const shortCountries = new Set(['GB', 'NZ', 'PRC', 'ROC', 'ROK']);

const isForeign = (name: string): boolean => {
  const upper = name.toUpperCase();
  const isShort = name.length <= 3 && !shortNames.has(upper) && !shortCountries.has(upper);
  return isShort || upper.startsWith('SYSTEMV/');
};

/** What Intl calls by a name that IANA has replaced. */
const renamed = new Map([
  ['Africa/Asmera', 'Africa/Asmara'],
  ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['America/Catamarca', 'America/Argentina/Catamarca'],
  ['America/Coral_Harbour', 'America/Atikokan'],
  ['America/Cordoba', 'America/Argentina/Cordoba'],
  ['America/Godthab', 'America/Nuuk'],
  ['America/Indianapolis', 'America/Indiana/Indianapolis'],
  ['America/Jujuy', 'America/Argentina/Jujuy'],
  ['America/Louisville', 'America/Kentucky/Louisville'],
  ['America/Mendoza', 'America/Argentina/Mendoza'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['Asia/Katmandu', 'Asia/Kathmandu'],
  ['Asia/Rangoon', 'Asia/Yangon'],
  ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
  ['Atlantic/Faeroe', 'Atlantic/Faroe'],
  ['Europe/Kiev', 'Europe/Kyiv'],
  ['Pacific/Enderbury', 'Pacific/Kanton'],
  ['Pacific/Ponape', 'Pacific/Pohnpei'],
  ['Pacific/Truk', 'Pacific/Chuuk'],
]);

/** The one name of the zone that goes by a name; undefined for none. */
const canonicalName = (name: string): string | undefined => {
  if (name.length > longestName || !form.test(name) || isForeign(name)) return undefined;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions();
    return renamed.get(timeZone) ?? timeZone;
  } catch {
    // The only way that Intl has of telling.
    return undefined;
  }
};

const cityOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

/** `America/New_York` for `New York` or `America/NewYork`. */
const findMeant = (name: string): string | undefined => {
  if (name.length > longestName) return undefined;
  const names = Intl.supportedValuesOf('timeZone').map((each) => renamed.get(each) ?? each);
  const city = cityOf(name).replaceAll(' ', '_').toLowerCase();
  const near = findLookAlike(name, names) ?? names.find((each) => cityOf(each).toLowerCase() === city);
  return near === undefined ? undefined : canonicalName(near);
};

/**
 * The zone of a name, whatever its capitals, by the name that IANA gives it now: `asia/calcutta` is `Asia/Kolkata`.
 * An offset such as `+02:00` is no zone: it has no summer.
 */
export const parseZone = (name: string): Zone | Refusal => {
  const canonical = canonicalName(name);
  if (canonical !== undefined) return canonical as Zone;
  const example = findMeant(name) ?? 'Europe/Berlin';
  return refuse(`time zone ${quoteInput(name)} is unknown; expected an IANA name such as ${example}, or UTC`);
};

/** Whether a name is a zone's, written as `parseZone` writes it. */
export const isZone = (name: string): name is Zone => canonicalName(name) === name;
