import type { CostDeps, CostQuestion } from '#shared/costs/costQuestion.ts';
import { wholeInstances } from '#shared/domain/bucket.ts';
import { type OwnerSpan, ownerSpans } from '#shared/domain/ownerSpans.ts';
import { edgesOf, type OwnersInForce } from '#shared/domain/owners.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { Window } from '#shared/domain/window.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import { factEdges } from '#shared/fleet/factEdges.ts';
import { openRecord } from '#shared/fleet/openRecord.ts';
import { createOwnerFacts } from '#shared/fleet/ownerFacts.ts';
import { endpointKey } from '#shared/ledger/keys.ts';
import type { FigurePart, Payment } from './gatherParts.ts';

/** Why a part of a figure is on whom it is on. */
export type Reason =
  /** By rules of the owners document in force. */
  | { kind: 'owner'; spans: readonly OwnerSpan[] }
  /** As it was stored: the document in force does not say so. */
  | { kind: 'stored'; versions: readonly number[] }
  /** It has no owner, and somebody pays for it. */
  | { kind: 'payer'; payments: readonly Payment[] }
  /** It has no owner, and nobody pays for it. */
  | { kind: 'nobody'; payments: readonly Payment[] }
  /** It has no owner, and the question asks for a policy that shares idle capacity, or leaves it where it is. */
  | { kind: 'policy' }
  | { kind: 'variance' };

const inOrder = (times: readonly Instant[]): Instant[] => [...new Set(times)].toSorted((a, b) => a - b);

/** Reads what the records say of the endpoints of some parts, each once. */
const createRecords = ({ records }: Pick<CostDeps, 'records'>) => {
  const known = new Map<string, Promise<EndpointRecord>>();
  return (part: FigurePart): Promise<EndpointRecord> | undefined => {
    const pool = [...part.priced.values()].at(-1)?.pool;
    if (pool === undefined) return undefined;
    const { endpoint: name, endpointArn: arn, endpointCreatedAt: createdAt } = pool;
    const key = endpointKey(arn, createdAt);
    const read =
      known.get(key) ??
      records.read({ arn, createdAt }).then((record) => record ?? openRecord({ name, arn, createdAt }));
    known.set(key, read);
    return read;
  };
};

const ownerReason = (
  { row, ownersVersions }: FigurePart,
  record: EndpointRecord,
  { document }: OwnersInForce,
  window: Window,
): Reason => {
  const { source } = row;
  const facts = createOwnerFacts(record, source.variant);
  const component = source.component ?? wholeInstances;
  const edges = inOrder([...edgesOf(document), ...factEdges(record)]);
  const spans = ownerSpans(
    document,
    (time) => ({ ...facts(component, time), model: source.model }),
    source,
    window,
    edges,
  );
  return spans.length > 0
    ? { kind: 'owner', spans }
    : { kind: 'stored', versions: [...ownersVersions].toSorted((a, b) => a - b) };
};

/** Finds out why each of some parts is on whom it is on, in the same order. */
export const findReasons = (
  parts: readonly FigurePart[],
  owners: OwnersInForce,
  { idle }: Pick<CostQuestion, 'idle'>,
  window: Window,
  deps: Pick<CostDeps, 'records'>,
): Promise<Reason[]> => {
  const recordOf = createRecords(deps);
  return Promise.all(
    parts.map(async (part): Promise<Reason> => {
      const { row, payments } = part;
      if (row.kind === 'variance') return { kind: 'variance' };
      if (row.source.team !== undefined) {
        const record = await recordOf(part);
        return record === undefined
          ? { kind: 'stored', versions: [...part.ownersVersions] }
          : ownerReason(part, record, owners, window);
      }
      if (idle.kind !== 'payers') return { kind: 'policy' };
      return { kind: row.team === undefined ? 'nobody' : 'payer', payments: [...payments.values()] };
    }),
  );
};
