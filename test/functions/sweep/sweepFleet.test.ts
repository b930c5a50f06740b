import { describe, expect, it } from 'vitest';
import { UpstreamError } from '#shared/domain/errors.ts';
import { poolOf } from '#test/builders/bucket.ts';
import {
  configOf,
  deploymentOf,
  describedComponent,
  recordedComponent,
  recordOf,
  refOf,
  snapshotOf,
  teamTags,
} from '#test/builders/endpointRecord.ts';
import { at } from '#test/builders/samples.ts';
import { openSweep } from './openSweep.ts';

const noon = at('2026-01-10T12:00:00Z');
const quarterPast = at('2026-01-10T12:15:00Z');

const named = (name: string) => ({ name, arn: `arn:aws:sagemaker:us-east-1:123456789012:endpoint/${name}` });

describe('a sweep', () => {
  it('records an endpoint that no event told of', async () => {
    const { records, sweep } = openSweep();
    const snapshot = snapshotOf({ components: [describedComponent()] });
    expect(await sweep({ now: noon, snapshots: [snapshot] })).toMatchObject({
      endpoints: 1,
      gone: 0,
      failed: 0,
    });
    expect(records.all()).toEqual([
      recordOf({ components: [recordedComponent({ tags: teamTags(['red', noon]) })] }),
    ]);
  });

  it('marks an endpoint that is gone, and has it collected until it is settled to its end', async () => {
    const { records, queued, sweep, settle } = openSweep(recordOf());
    await settle(at('2026-01-10T11:45:00Z'));
    expect(await sweep({ now: at('2026-01-10T12:01:00Z') })).toMatchObject({ gone: 1, queued: 1, gaps: 0 });
    expect(records.all()).toEqual([recordOf({ deletedBy: at('2026-01-10T12:01:00Z') })]);
    expect(await sweep({ now: quarterPast })).toMatchObject({ gone: 0, queued: 1 });
    await settle(at('2026-01-10T12:10:00Z'));
    expect(await sweep({ now: at('2026-01-10T12:30:00Z') })).toMatchObject({ gone: 0, queued: 0 });
    expect(queued).toEqual(['ep 2026-01-10T12:01:00Z', 'ep 2026-01-10T12:15:00Z']);
  });

  it('takes an endpoint for gone when it was re-created under the same name, and records the other', async () => {
    const { records, sweep } = openSweep(recordOf());
    const again = { createdAt: at('2026-01-10T11:58:00Z') };
    await sweep({ now: noon, snapshots: [snapshotOf(again)] });
    expect(records.all()).toEqual([
      recordOf({ deletedBy: again.createdAt }),
      recordOf({ ...again, deployments: [deploymentOf({ startedAt: again.createdAt })] }),
    ]);
  });

  it('does not take an endpoint for gone that SageMaker does not show yet', async () => {
    const young = recordOf({ createdAt: at('2026-01-10T11:59:30Z') });
    const { records, sweep } = openSweep(young);
    expect(await sweep({ now: noon })).toMatchObject({ gone: 0, queued: 0 });
    expect(records.all()).toEqual([young]);
  });

  it('takes back an endpoint that was taken for gone', async () => {
    const { records, sweep } = openSweep(recordOf({ deletedBy: at('2026-01-10T11:00:00Z') }));
    await sweep({ now: noon, snapshots: [snapshotOf()] });
    expect(records.all()).toEqual([recordOf()]);
  });

  it('finds a pool an hour behind, or never collected, and has it collected', async () => {
    const { queued, sweep, settle } = openSweep(recordOf());
    const moment = { now: noon, snapshots: [snapshotOf()] };
    expect(await sweep(moment)).toMatchObject({ gaps: 1, queued: 1 });
    await settle(at('2026-01-10T10:55:00Z'));
    expect(await sweep(moment)).toMatchObject({ gaps: 1, queued: 1 });
    await settle(at('2026-01-10T11:00:00Z'));
    expect(await sweep(moment)).toMatchObject({ gaps: 0, queued: 0 });
    expect(queued).toHaveLength(2);
  });

  it('does not miss a pool without instances, nor one that was only just deployed', async () => {
    const { sweep } = openSweep();
    const idle = snapshotOf({ running: [] });
    const createdAt = at('2026-01-10T11:30:00Z');
    const fresh = snapshotOf({ ...named('fresh'), createdAt, modifiedAt: createdAt });
    expect(await sweep({ now: noon, snapshots: [idle, fresh] })).toMatchObject({ gaps: 0, queued: 0 });
  });

  it('has the first pool of an endpoint that was updated to another type collected to its end', async () => {
    const big = configOf('config-2', { AllTraffic: ['ml.g5.48xlarge'] });
    const deployments = [
      deploymentOf({ endedBy: at('2026-01-10T11:32:00Z') }),
      deploymentOf({ config: big, startedAt: at('2026-01-10T11:20:00Z') }),
    ];
    const { queued, sweep, settle } = openSweep(recordOf({ deployments }));
    const moment = { now: noon, snapshots: [snapshotOf({ config: big })] };
    await settle(at('2026-01-10T11:30:00Z'));
    await settle(at('2026-01-10T11:45:00Z'), {}, poolOf({ instanceType: 'ml.g5.48xlarge' }));
    await sweep(moment);
    await settle(at('2026-01-10T11:40:00Z'));
    await sweep(moment);
    expect(queued).toEqual(['ep 2026-01-10T12:00:00Z']);
  });

  it('looks at the roll-ups of the last 26 hours, as far as a pool is settled', async () => {
    const { rolledUp, sweep, settle } = openSweep(recordOf());
    await settle(at('2026-01-10T11:45:00Z'));
    expect(await sweep({ now: noon, snapshots: [snapshotOf()] })).toMatchObject({ rolledUp: 1 });
    expect(rolledUp).toEqual(['ml.g6.12xlarge 2026-01-09T10:00:00Z 2026-01-10T11:45:00Z']);
  });

  it('marks every pool for a new owners document, of ended endpoints too, and has it revised from where it changes', async () => {
    const monthEnd = at('2026-02-01T00:00:00Z');
    const later = at('2026-02-10T12:00:00Z');
    const {
      records,
      ledger,
      applied: version,
      settle,
      sweep,
    } = openSweep(recordOf({ deletedBy: noon, deployments: [deploymentOf({ endedBy: noon })] }));
    await settle(monthEnd);
    await sweep({ now: later });
    expect(await records.listOpen('123456789012#us-east-1')).toEqual([]);
    const applied = { now: later, ownersVersion: 2, changesFrom: noon };
    expect(await sweep({ ...applied, hasTime: false })).toMatchObject({ revised: 0, unrevised: 1 });
    expect((await ledger.readPool(poolOf()))?.state).toMatchObject({ ownersVersion: 2, reviseFrom: noon });
    expect(version.owners).toBe(0);
    expect(await sweep(applied)).toMatchObject({ revised: 1, unrevised: 0, finished: 0, queued: 0 });
    expect(version.owners).toBe(2);
    expect(await sweep(applied)).toMatchObject({ endpoints: 0, revised: 0 });
  });

  it('marks every pool for a new rates document as well, and is done with each when nothing is left', async () => {
    const { ledger, applied, settle, sweep } = openSweep(recordOf());
    await settle(noon);
    const moment = { now: noon, snapshots: [snapshotOf()], ratesVersion: 3, changesFrom: noon };
    expect(await sweep({ ...moment, hasTime: false })).toMatchObject({ unrevised: 1 });
    expect((await ledger.readPool(poolOf()))?.state).toMatchObject({ ratesVersion: 3, reviseFrom: noon });
    expect(await sweep(moment)).toMatchObject({ revised: 1, unrevised: 0 });
    expect(applied).toEqual({ owners: 0, rates: 3 });
  });

  it('has a pool revised for which something became known', async () => {
    const { sweep, settle } = openSweep(recordOf());
    await settle(noon, { reviseFrom: at('2026-01-09T00:00:00Z') });
    const moment = { now: noon, snapshots: [snapshotOf()] };
    expect(await sweep(moment)).toMatchObject({ revised: 1 });
    expect(await sweep(moment)).toMatchObject({ revised: 0 });
  });

  it('is done with an endpoint once it is settled and its month is over', async () => {
    const gone = recordOf({ deletedBy: at('2026-01-10T11:00:00Z') });
    const { records, rolledUp, sweep, settle } = openSweep(gone);
    await settle(at('2026-01-10T11:05:00Z'));
    await sweep({ now: at('2026-01-20T00:00:00Z') });
    expect(rolledUp).toEqual([]);
    const now = at('2026-02-03T00:15:00Z');
    expect(await sweep({ now })).toMatchObject({ finished: 1, rolledUp: 1 });
    expect(rolledUp).toEqual(['ml.g6.12xlarge 2026-01-09T09:00:00Z 2026-02-03T00:15:00Z']);
    expect(await records.listOpen('123456789012#us-east-1')).toEqual([]);
    expect(await sweep({ now })).toMatchObject({ endpoints: 0 });
  });

  it('is not done with an endpoint that is not settled, however long ago it ended', async () => {
    const { sweep, settle } = openSweep(recordOf({ deletedBy: at('2026-01-10T11:00:00Z') }));
    await settle(at('2026-01-10T11:00:00Z'));
    expect(await sweep({ now: at('2026-03-01T00:00:00Z') })).toMatchObject({
      finished: 0,
      queued: 1,
      gaps: 1,
    });
  });

  it('sweeps the others when one cannot be described', async () => {
    const { failures, records, sweep } = openSweep();
    const snapshots = [snapshotOf(named('one')), snapshotOf(named('two'))];
    const outages = { one: new UpstreamError('test.throttled', 'Rate exceeded') };
    expect(await sweep({ now: noon, snapshots, outages })).toMatchObject({ endpoints: 2, failed: 1 });
    expect(failures).toEqual(['one']);
    expect(records.all().map(({ name }) => name)).toEqual(['two']);
  });

  it('fails when not one endpoint can be described, and does not when there is none', async () => {
    const { records, sweep } = openSweep(recordOf());
    const outages = { ep: new UpstreamError('test.throttled', 'Rate exceeded') };
    await expect(sweep({ now: noon, listed: [refOf()], outages })).rejects.toMatchObject({
      code: 'sweep.all_failed',
      cause: outages.ep,
    });
    expect(records.all()).toEqual([recordOf()]);
    expect(await openSweep().sweep({ now: noon })).toMatchObject({ endpoints: 0, failed: 0 });
  });
});
