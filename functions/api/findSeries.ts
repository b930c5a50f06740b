import { FaultyRequestError } from '#shared/api/fault.ts';
import { utilizationLimits } from '#shared/api/utilizationOperation.ts';
import { after, bucketSeconds, floorTo, type Instant } from '#shared/domain/time.ts';
import type { Window } from '#shared/domain/window.ts';
import { endpointKey } from '#shared/ledger/keys.ts';
import { chooseSeries, type UtilizationSeries } from '#shared/metrics/chooseSeries.ts';
import { type FoundPlaces, findPlaces, type PoolBuckets } from '#shared/metrics/findPlaces.ts';
import { listedSince } from '#shared/metrics/resolution.ts';
import type { Place, UtilizationName } from '#shared/metrics/utilizationMetrics.ts';
import type { ApiDeps } from './deps.ts';
import type { SeenSubject } from './findSubjects.ts';
import { unknownName } from './unknownName.ts';

export type SeriesQuestion = {
  endpoint: string;
  /** Keys of its lives. */
  lives: ReadonlySet<string>;
  subjects: readonly SeenSubject[];
  window: Window;
  now: Instant;
  detail: 'component' | 'copy';
  names: readonly UtilizationName[];
  instance: string | undefined;
  copy: string | undefined;
};

const readBuckets = async (
  { endpoint, lives, subjects, window }: SeriesQuestion,
  { account, ledger }: Pick<ApiDeps, 'account' | 'ledger'>,
): Promise<PoolBuckets[]> => {
  const variants = new Set(subjects.map(({ variant }) => variant));
  const pools = (await ledger.listPools(account)).filter(
    (pool) =>
      pool.endpoint === endpoint &&
      variants.has(pool.variant) &&
      lives.has(endpointKey(pool.endpointArn, pool.endpointCreatedAt)),
  );
  return Promise.all(
    pools.map(async (pool) => {
      const stored = await ledger.readBuckets(pool, floorTo(window.from, bucketSeconds), window.to);
      const acceleratorDimension = (await ledger.readPool(pool))?.state.acceleratorDimension;
      return { pool, buckets: stored.map(({ bucket }) => bucket), acceleratorDimension };
    }),
  );
};

const listAll = async (
  { endpoint, window, now }: SeriesQuestion,
  { listSeries }: Pick<ApiDeps, 'listSeries'>,
) => {
  if (window.from < listedSince(now)) return [];
  const listed = await Promise.all([
    listSeries(endpoint, window.from, now, 'accelerator'),
    listSeries(endpoint, window.from, now, 'copy'),
  ]);
  return listed.flatMap((each) => each ?? []);
};

const findAll = async (question: SeriesQuestion, deps: ApiDeps): Promise<FoundPlaces> => {
  const [pools, listed] = await Promise.all([readBuckets(question, deps), listAll(question, deps)]);
  const subjects = new Map(
    question.subjects.map((each) => [JSON.stringify([each.variant, each.component ?? 0]), each]),
  );
  return findPlaces(pools, listed, (variant, component, bucket) => {
    const subject = subjects.get(JSON.stringify([variant, component ?? 0]));
    if (subject === undefined || bucket === undefined) return subject?.isListable === true;
    return subject.spans.some(({ from, to }) => from < after(bucket, bucketSeconds) && bucket < to);
  });
};

/** Leaves the places that are asked for. @throws NotFoundError where there is none of that name. */
const narrow = (places: FoundPlaces, { instance, copy }: SeriesQuestion): FoundPlaces => {
  const keep = <Kind extends 'instance' | 'copy'>(kind: Kind, name: string | undefined, all: FoundPlaces) => {
    if (name === undefined) return all;
    const isIt = (place: Place) => place[kind] === name;
    const kept = {
      copies: all.copies.filter(isIt),
      accelerators: all.accelerators.filter(isIt),
      instances: all.instances.filter(isIt),
    };
    if (kept.copies.length + kept.instances.length > 0) return kept;
    throw unknownName(
      kind,
      name,
      [...all.copies, ...all.instances].flatMap((place) => place[kind] ?? []),
    );
  };
  return keep('copy', copy, keep('instance', instance, places));
};

const inOrder = <Item extends Place>(places: readonly Item[]): Item[] => {
  const keyOf = ({ instance = '', copy = '', accelerator = '' }: Place) =>
    [instance, copy, accelerator].join('\n');
  return places.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
};

const refuseTooMany = (count: number, question: SeriesQuestion): void => {
  const most = utilizationLimits.series;
  if (count <= most) return;
  const { endpoint, subjects, names, detail } = question;
  const sums = chooseSeries(endpoint, subjects, names, { places: undefined, isOfPlaces: false }).length;
  const right = [
    ...(detail === 'copy' && sums <= most ? [`detail=component, which makes ${sums}`] : []),
    ...(subjects.length > 1 ? ['one component'] : ['one instance or copy']),
    ...(names.length > 1 ? ['fewer metrics'] : []),
  ];
  const text = `would make ${count} series, more than ${most}; expected ${right.join(', or ')}`;
  throw new FaultyRequestError([{ parameter: names.length > 1 ? 'metrics' : 'component', detail: text }]);
};

/** Finds the series that answer a question. @throws FaultyRequestError when there are too many. */
export const findSeries = async (question: SeriesQuestion, deps: ApiDeps): Promise<UtilizationSeries[]> => {
  const { endpoint, subjects, names, detail, instance, copy } = question;
  const isOfPlaces = instance !== undefined || copy !== undefined;
  const found = detail === 'copy' || isOfPlaces ? narrow(await findAll(question, deps), question) : undefined;
  const places = found && {
    copies: inOrder(found.copies),
    accelerators: inOrder(found.accelerators),
    instances: inOrder(found.instances),
  };
  const series = chooseSeries(endpoint, subjects, names, { places, isOfPlaces });
  refuseTooMany(series.length, question);
  return series;
};
