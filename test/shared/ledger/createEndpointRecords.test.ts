import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import { markGone } from '#shared/fleet/markGone.ts';
import type { Sightings } from '#shared/fleet/sighting.ts';
import { createEndpointRecords, type EndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import { toEndpointItem } from '#shared/ledger/endpointItem.ts';
import { endpointKey } from '#shared/ledger/keys.ts';
import {
  configOf,
  deploymentOf,
  recordedComponent,
  recordOf,
  teamTags,
} from '#test/builders/endpointRecord.ts';
import { at } from '#test/builders/samples.ts';
import { createMemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';
import { ledgerBackends, TableName } from '#test/harness/ledgerBackends.ts';

const noon = at('2026-01-01T12:00:00Z');
const one = at('2026-01-01T13:00:00Z');

const arnOf = (name: string, account = '123456789012') =>
  `arn:aws:sagemaker:us-east-1:${account}:endpoint/${name}`;

/** A record of an endpoint of its own, so that tests do not meet in the table. */
const recordNamed = (name: string, changes: Partial<EndpointRecord> = {}): EndpointRecord =>
  recordOf({ name, arn: arnOf(name), ...changes });

const lifeOf = ({ name, arn, createdAt }: EndpointRecord) => ({ name, arn, createdAt });

describe.each(ledgerBackends)('the records of endpoints on %s', (_, openBackend) => {
  let records: EndpointRecords;
  let documents: DynamoDBDocumentClient | undefined;
  let close: () => unknown = () => undefined;
  beforeAll(async () => {
    const backend = await openBackend();
    documents = backend.documents;
    close = backend.close;
    records =
      documents === undefined ? createMemoryEndpointRecords() : createEndpointRecords(documents, TableName);
  }, 30_000);
  afterAll(() => close());

  it('give back a record as it was put', async () => {
    const record = recordNamed('whole', {
      deletedBy: one,
      deployments: [
        deploymentOf({ endedBy: noon, isAsync: true }),
        deploymentOf({ config: configOf('two', { a: ['ml.g5.48xlarge'], b: [] }, 30), startedAt: noon }),
      ],
      tags: teamTags(['red', noon], [undefined, one]),
      modelTags: new Map([['a-model', teamTags(['blue', noon])]]),
      components: [
        recordedComponent({ deletedBy: noon }),
        recordedComponent({
          name: '__proto__',
          model: undefined,
          tags: new Map(),
          acceleratorsPerCopy: undefined,
          createdAt: undefined,
        }),
      ],
    });
    expect(await records.read(record)).toBeUndefined();
    expect(await records.change(record, () => record)).toEqual(record);
    expect(await records.read(record)).toEqual(record);
  });

  it('change what is there, and put nothing when nothing changes', async () => {
    const record = recordNamed('changed');
    await records.change(record, () => record);
    const gone = await records.change(record, (known) => markGone(known ?? record, noon));
    expect(gone).toEqual({ ...record, deletedBy: noon });
    await records.change(record, (known) => markGone(known ?? record, one));
    expect(await records.read(record)).toEqual(gone);
    if (documents === undefined) return;
    const Key = { pk: endpointKey(record.arn, record.createdAt), sk: 'endpoint' };
    expect((await documents.send(new GetCommand({ TableName, Key }))).Item?.version).toBe(2);
  });

  it('lose nothing when several runs change one record at once', async () => {
    const record = recordNamed('race', { components: [] });
    const names = ['a', 'b', 'c', 'd'];
    await Promise.all(
      names.map((name) =>
        records.change(record, (known = record) => ({
          ...known,
          components: [...known.components, recordedComponent({ name })],
        })),
      ),
    );
    const components = (await records.read(record))?.components ?? [];
    expect(components.map(({ name }) => name).toSorted()).toEqual(names);
  });

  it('keep an endpoint and a later one of the same name apart', async () => {
    const first = recordNamed('again', { deletedBy: at('2026-01-01T00:00:20Z') });
    const second = recordNamed('again', { createdAt: at('2026-01-01T00:00:40Z'), deployments: [] });
    for (const record of [first, second]) await records.change(record, () => record);
    expect(await records.read(first)).toEqual(first);
    expect(await records.read(second)).toEqual(second);
  });

  it('give many at once, and leave out a life of which nothing is recorded', async () => {
    const [first, second] = ['many-1', 'many-2'].map((name) => recordNamed(name, { arn: arnOf(name, '1') }));
    for (const record of [first, second])
      await records.change(record as EndpointRecord, () => record as EndpointRecord);
    const unknown = { arn: arnOf('many-3', '1'), createdAt: noon };
    const read = await records.readAll([second, unknown, first].map((each) => each as EndpointRecord));
    expect([...read].toSorted()).toEqual([
      [endpointKey(first?.arn ?? '', first?.createdAt ?? noon), first],
      [endpointKey(second?.arn ?? '', second?.createdAt ?? noon), second],
    ]);
  });

  it('list the lives of one account and region, and the open ones among them', async () => {
    const mine = ['one', 'two'].map((name) => recordNamed(name, { arn: arnOf(name, '999999999999') }));
    const theirs = recordNamed('theirs', { arn: arnOf('theirs', '888888888888') });
    for (const record of [...mine, theirs]) await records.change(record, () => record);
    const [one, two] = mine.map(lifeOf);
    const account = '999999999999#us-east-1';
    expect(await records.listOpen(account)).toEqual([one, two]);
    await records.finish(mine[0] as EndpointRecord);
    await records.finish(mine[0] as EndpointRecord);
    expect(await records.listOpen(account)).toEqual([two]);
    expect(await records.listRecords(account)).toEqual([two, one]);
  });

  it('open a finished life again when more becomes known of it', async () => {
    const record = recordNamed('late', { arn: arnOf('late', '777777777777'), deletedBy: one });
    await records.change(record, () => record);
    await records.finish(record);
    await records.change(record, () => record);
    expect(await records.listOpen('777777777777#us-east-1')).toEqual([]);
    await records.change(record, (known) => markGone(known ?? record, noon));
    expect(await records.listOpen('777777777777#us-east-1')).toEqual([lifeOf(record)]);
  });

  it('keep the sightings of the later of two runs', async () => {
    const life = lifeOf(recordNamed('seen'));
    const seen = (time: typeof noon): Sightings => ({
      checkedThrough: noon,
      sightings: [
        {
          at: time,
          pools: [
            {
              variant: 'AllTraffic',
              instanceType: 'ml.g6.12xlarge',
              instances: 2,
              units: new Map([['a', 4]]),
            },
          ],
        },
      ],
    });
    expect(await records.readSightings(life)).toBeUndefined();
    await records.putSightings(life, seen(one));
    await records.putSightings(life, seen(noon));
    expect(await records.readSightings(life)).toEqual(seen(one));
  });

  it('name the key of an item that is no record', async () => {
    if (documents === undefined) return;
    const record = recordNamed('spoilt');
    const item = toEndpointItem({ version: 1, record, isFinished: false });
    for (const change of [{ life: 'x' }, { life: new Uint8Array([1, 2]) }, { endpointCreatedAt: 'noon' }]) {
      await documents.send(new PutCommand({ TableName, Item: { ...item, ...change } }));
      await expect(records.read(record)).rejects.toThrow(`${item.pk} ${item.sk}`);
    }
  });
});

describe('an endpoint with a thousand components', () => {
  it('takes hardly more than a third of what an item may hold, with names as long as can be', () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz0123456789-';
    let state = 1;
    const random = (length: number) =>
      Array.from({ length }, () => {
        state = (state * 48_271) % 2_147_483_647;
        return letters[state % letters.length];
      }).join('');
    const components = Array.from({ length: 1_000 }, () =>
      recordedComponent({
        name: random(63),
        model: random(63),
        tags: teamTags([random(20), one]),
        deletedBy: noon,
      }),
    );
    const item = toEndpointItem({ version: 1, record: recordOf({ components }), isFinished: false });
    expect(item.life.byteLength).toBeLessThan(140_000);
  });
});
