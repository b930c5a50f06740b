import type { ExplainedPrice } from '#shared/api/explainedFigure.ts';
import { priceText, unitCount, unitsText } from '#shared/domain/amountText.ts';
import { compareKeys } from '#shared/domain/compareKeys.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { type Unit, type UnitKind, unitsPerVcpu } from '#shared/domain/unit.ts';
import type { DatedPrice } from '#shared/explain/datePrices.ts';
import type { KnownPrice } from '#shared/explain/gatherPrices.ts';
import { toUsd } from './costFigures.ts';

const unitNames: Readonly<Record<UnitKind, string>> = {
  accelerator: 'GPU-hour',
  vcpu: 'vCPU-hour',
  instance: 'instance-hour',
};

/** Half up, to whole nano-dollars. */
const perUnitHour = (perInstanceHour: bigint, { kind, perInstance }: Unit): bigint => {
  const [dividend, divisor] = [
    perInstanceHour * BigInt(kind === 'vcpu' ? unitsPerVcpu : 1),
    BigInt(perInstance),
  ];
  return (2n * dividend + divisor) / (2n * divisor);
};

const textOf = ({ kind, rate, unit }: KnownPrice): string => {
  const verb = kind === 'cost' ? 'paid' : 'charged';
  if (rate === undefined) return `it is not known what is ${verb}`;
  const { perInstanceHour, source } = rate;
  const hourly = `${priceText(perInstanceHour)} ${verb} per instance-hour`;
  const from = `; source: ${source}`;
  if (unit === undefined || unitCount(unit.kind, unit.perInstance) === 1) return `${hourly}${from}`;
  const exact =
    (perInstanceHour * BigInt(unit.kind === 'vcpu' ? unitsPerVcpu : 1)) % BigInt(unit.perInstance);
  const divided = priceText(perUnitHour(perInstanceHour, unit));
  return `${hourly} ÷ ${unitsText(unit)} ${exact === 0n ? '=' : '≈'} ${divided} per ${unitNames[unit.kind]}${from}`;
};

/** Prices as they are told, by pool and in order of time. */
export const toPrices = (
  dated: readonly DatedPrice[],
  known: ReadonlyMap<string, KnownPrice>,
  isTeam: boolean,
): ExplainedPrice[] =>
  dated
    .flatMap(({ pool, key, from, to }): ExplainedPrice[] => {
      const price = known.get(key);
      if (price === undefined) return [];
      const { kind, rate, unit, ratesVersions } = price;
      return [
        {
          ...pool,
          rate: kind,
          from: formatInstant(from),
          to: formatInstant(to),
          perInstanceHourUsd: rate === undefined ? null : toUsd(rate.perInstanceHour),
          unit: unit?.kind ?? null,
          unitsPerInstance: unit === undefined ? null : unitCount(unit.kind, unit.perInstance),
          perUnitHourUsd:
            rate === undefined || unit === undefined ? null : toUsd(perUnitHour(rate.perInstanceHour, unit)),
          source: rate?.source ?? null,
          revision: rate?.revision ?? null,
          ...(isTeam ? {} : { ratesVersions: [...ratesVersions].toSorted((a, b) => a - b) }),
          text: textOf(price),
        },
      ];
    })
    .toSorted((a, b) =>
      compareKeys(
        [a.endpoint, a.variant, a.instanceType, a.from, a.to, a.rate, a.source ?? ''],
        [b.endpoint, b.variant, b.instanceType, b.from, b.to, b.rate, b.source ?? ''],
      ),
    );
