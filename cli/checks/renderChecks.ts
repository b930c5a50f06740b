import { dollars } from '#cli/formatAmounts.ts';
import { renderTable } from '#cli/renderTable.ts';
import type { ComponentCheck, PoolCheck, Routing } from '#shared/checks/checkAllocation.ts';
import { type Copy, isUnderUsed, underUsedBelow } from '#shared/domain/checkCopies.ts';
import { unitsPerNanoDollar } from '#shared/domain/money.ts';
import { formatInstant } from '#shared/domain/time.ts';

const cent = unitsPerNanoDollar * 10_000_000n;
const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;

/** A copy's cost by itself, to the cent. */
const round = ({ cost = 0n }: { cost?: bigint | undefined }): bigint => (cost + cent / 2n) / cent;

const placeOf = ({ pool }: PoolCheck): string[] => [pool.endpoint, pool.instanceType];

const renderCounted = (checks: readonly PoolCheck[]): string => {
  const rows = checks.flatMap((check) =>
    check.counted.map(({ component, at, counted, described }) => {
      const difference = counted - described;
      const sign = difference > 0 ? '+' : '';
      const figures = [`${counted}`, `${described}`, `${sign}${difference}`, formatInstant(at)];
      return [...placeOf(check), component, ...figures];
    }),
  );
  if (rows.length === 0) return 'SageMaker was not asked yet at a time that is settled.';
  return renderTable(['ENDPOINT', 'TYPE', 'COMPONENT', 'COUNTED', 'DESCRIBED', 'DIFFERENCE', 'AT'], rows, 3);
};

const renderChanges = (checks: readonly PoolCheck[]): string => {
  const rows = checks.flatMap((check) =>
    check.changes.map(({ component, at, within, from, to }) => {
      const level = [to > from ? 'out' : 'in', `${from} → ${to}`, `${within} s`];
      return [formatInstant(at), ...placeOf(check), component, ...level];
    }),
  );
  if (rows.length === 0) return 'Nothing was scaled.';
  return renderTable(['AT', 'ENDPOINT', 'TYPE', 'COMPONENT', 'SCALED', 'HELD', 'SLOT'], rows, 5);
};

const describeRouting = (routing: Routing, copies: number): string => {
  switch (routing.kind) {
    case 'silent':
      return 'no invocation';
    case 'unread':
      return 'not given by CloudWatch';
    case 'routed':
      if (copies === 1) return 'one copy';
      return routing.ratio === undefined
        ? 'some copy had none'
        : `hottest : coldest ${routing.ratio.toFixed(2)}`;
  }
};

const useCells = (copy: Copy): string[] => [
  copy.utilisation === undefined ? 'unmeasured' : percent(copy.utilisation),
  copy.cost === undefined ? 'unpriced' : dollars(round(copy)),
  isUnderUsed(copy) ? 'under-used' : '',
];

const copyRows = (check: PoolCheck, { component, copies, routing }: ComponentCheck): string[][] => {
  const note = describeRouting(routing, copies.length);
  const lines =
    routing.kind === 'routed'
      ? routing.copies.map((copy) => ({ copy, share: [`${copy.invocations}`, percent(copy.share)] }))
      : copies.map((copy) => ({ copy, share: ['–', '–'] }));
  return lines.map(({ copy, share }, index) => {
    const [use = '', cost = '', mark = ''] = useCells(copy);
    const notes = [index === 0 ? note : '', mark].filter((text) => text !== '').join(', ');
    return [check.pool.endpoint, component, copy.container, copy.instance, notes, ...share, use, cost];
  });
};

const renderCopies = (checks: readonly PoolCheck[]): string => {
  const rows = checks.flatMap((check) => check.components.flatMap((each) => copyRows(check, each)));
  if (rows.length === 0) return 'No copy is known by itself.';
  const head = [
    'ENDPOINT',
    'COMPONENT',
    'COPY',
    'INSTANCE',
    'ROUTING',
    'INVOCATIONS',
    'SHARE',
    'USED',
    'COST',
  ];
  return renderTable(head, rows, 5);
};

const renderUnderUsed = (checks: readonly PoolCheck[]): string => {
  const all = checks.flatMap(({ components }) => components.flatMap(({ copies }) => copies));
  const few = all.filter(isUnderUsed);
  const cost = few.reduce((sum, copy) => sum + (copy.cost ?? 0n), 0n);
  const limit = percent(underUsedBelow);
  return `${few.length} of ${all.length} copies are used for less than ${limit} in the mean; they cost ${dollars(round({ cost }))}.`;
};

/** The checks for people: counted beside described, what was scaled, and each component's copies from hottest to coldest. */
export const renderChecks = (checks: readonly PoolCheck[]): string =>
  [renderCounted(checks), renderChanges(checks), renderCopies(checks), renderUnderUsed(checks)].join('\n\n');
