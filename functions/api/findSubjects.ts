import type { Scope } from '#shared/costs/tallyCosts.ts';
import { wholeInstances } from '#shared/domain/bucket.ts';
import type { Owners } from '#shared/domain/owners.ts';
import { after, type Instant } from '#shared/domain/time.ts';
import type { Window } from '#shared/domain/window.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import { type OwnedComponent, type OwnedSpan, ownedSpans } from '#shared/fleet/ownedSpans.ts';
import { eachConcurrently } from '#shared/lambda/eachConcurrently.ts';
import type { Subject } from '#shared/metrics/chooseSeries.ts';
import type { ApiDeps } from './deps.ts';
import { isAlwaysSeen, seenComponents } from './seenComponents.ts';
import { unknownName } from './unknownName.ts';

export type SubjectQuestion = {
  endpoint: string;
  component: string | undefined;
  window: Window;
  scope: Scope;
  owners: Owners;
  now: Instant;
};

/** What an asker may know of, with the time in which it was there and theirs, in order of time. */
export type SeenSubject = Subject & {
  spans: readonly OwnedSpan[];
  /** It was theirs as long as CloudWatch remembers, so that nothing that it lists can be another's. */
  isListable: boolean;
};

/** ListMetrics remembers two weeks. */
const rememberedSeconds = 15 * 86_400;

/** Records that are read side by side. */
const concurrency = 8;

const keyOf = ({ variant, component }: OwnedComponent): string => JSON.stringify([variant, component]);

const isAdapterIn = (records: readonly EndpointRecord[], { variant, component }: OwnedComponent): boolean =>
  records.some(({ components }) =>
    components.some((each) => each.name === component && each.variant === variant && each.base !== undefined),
  );

/** What somebody may know of some lives of endpoints in a window, the lives of one name together, by variant and component. */
export const seeSubjects = (
  records: readonly EndpointRecord[],
  { window, scope, owners, now }: Omit<SubjectQuestion, 'endpoint' | 'component'>,
): SeenSubject[] => {
  const ownedIn = (time: Window) => records.flatMap((record) => ownedSpans(record, owners, time));
  const seen = Map.groupBy(seenComponents(ownedIn(window), scope), keyOf);
  const remembered = ownedIn({ from: after(now, -rememberedSeconds), to: after(now, 1) });
  const foreign = new Set(remembered.filter((each) => !isAlwaysSeen(each, scope)).map(keyOf));
  return [...seen.values()].flatMap(([first, ...others]): SeenSubject[] => {
    if (first === undefined) return [];
    const { variant, component } = first;
    const spans = [first, ...others].flatMap((each) => each.spans).toSorted((a, b) => a.from - b.from);
    return [
      {
        variant,
        component: component === wholeInstances ? undefined : component,
        spans,
        isAdapter: isAdapterIn(records, first),
        isListable: !foreign.has(keyOf(first)),
      },
    ];
  });
};

const readRecords = async (
  isWanted: (name: string) => boolean,
  { account, records }: Pick<ApiDeps, 'account' | 'records'>,
): Promise<EndpointRecord[]> => {
  const lives = (await records.listRecords(account)).filter(({ name }) => isWanted(name));
  const found: EndpointRecord[] = [];
  await eachConcurrently(lives, concurrency, async (life) => {
    const record = await records.read(life);
    if (record !== undefined) found.push(record);
  });
  return found.toSorted((a, b) => a.createdAt - b.createdAt);
};

/**
 * Finds what of an endpoint is asked about.
 * @throws NotFoundError for a name that there is not, or that is not for the asker to know: nothing tells which.
 */
export const findSubjects = async (
  question: SubjectQuestion,
  deps: Pick<ApiDeps, 'account' | 'records'>,
): Promise<{ records: EndpointRecord[]; subjects: SeenSubject[] }> => {
  const { endpoint, component } = question;
  const records = await readRecords((name) => name === endpoint, deps);
  const seen = seeSubjects(records, question);
  if (seen.length === 0) {
    const all = await readRecords(() => true, deps);
    const known = all.filter((record) => seeSubjects([record], question).length > 0);
    throw unknownName(
      'endpoint',
      endpoint,
      known.map(({ name }) => name),
    );
  }
  const subjects = seen.filter((each) => component === undefined || each.component === component);
  if (subjects.length > 0) return { records, subjects };
  throw unknownName(
    'component',
    component ?? '',
    seen.flatMap((each) => each.component ?? []),
  );
};
