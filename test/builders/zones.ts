import { isZone, type Zone } from '#shared/domain/zone.ts';

/** `zoneOf('Europe/Berlin')` */
export const zoneOf = (name: string): Zone => {
  if (!isZone(name)) throw new Error(`${name} is no zone`);
  return name;
};

/** Zones whose clocks do odd things: midnights skipped and shown twice, half hours, a day left out, no summer. */
export const oddZones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'America/St_Johns',
  'America/Havana',
  'America/Nuuk',
  'America/Asuncion',
  'Africa/Casablanca',
  'Africa/Monrovia',
  'Asia/Beirut',
  'Asia/Gaza',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Tehran',
  'Atlantic/Azores',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
].map(zoneOf);
