import { describe, expect, it } from 'vitest';
import { UpstreamError } from '#shared/domain/errors.ts';
import {
  configOf,
  deploymentOf,
  describedComponent,
  recordedComponent,
  recordOf,
  snapshotOf,
} from '#test/builders/endpointRecord.ts';
import { at } from '#test/builders/samples.ts';
import { callEvent, openSnapshots, stateEvent } from './playEvents.ts';

const created = at('2026-01-01T00:00:00Z');
const early = at('2026-01-01T00:00:10Z');
const noon = at('2026-01-01T12:01:00Z');
const later = at('2026-01-01T12:03:00Z');

const big = configOf('config-2', { AllTraffic: ['ml.g5.48xlarge'] }, 30);

const askFor = (name: string, changes: Record<string, unknown> = {}) => ({
  inferenceComponentName: name,
  endpointName: 'ep',
  variantName: 'AllTraffic',
  specification: {
    modelName: 'a-model',
    computeResourceRequirements: { numberOfAcceleratorDevicesRequired: 1, minMemoryRequiredInMb: 1024 },
  },
  runtimeConfig: { copyCount: 1 },
  tags: [{ key: 'Team', value: 'red' }],
  ...changes,
});

describe('an endpoint’s state change', () => {
  it('records an endpoint at its creation, with configuration and components, and has it collected', async () => {
    const { records, queued, handle } = openSnapshots();
    const snapshot = snapshotOf({
      status: 'Creating',
      modifiedAt: early,
      components: [describedComponent()],
    });
    const counts = await handle(stateEvent('CREATING', early), { now: early, snapshot });
    expect(counts).toEqual({ recorded: 1, described: 1, queued: 1, refused: 0, unmatched: 0 });
    expect(records.all()).toEqual([recordOf({ components: [recordedComponent()] })]);
    expect(queued).toEqual([
      {
        name: 'ep',
        createdAt: '2026-01-01T00:00:00Z',
        modifiedAt: '2026-01-01T00:00:10Z',
        eventTime: '2026-01-01T00:00:10Z',
      },
    ]);
  });

  it('records an endpoint that is gone before anyone could describe it, by its configuration', async () => {
    const { records, queued, handle } = openSnapshots();
    await handle(stateEvent('DELETED', noon), { now: later });
    expect(records.all()).toEqual([
      recordOf({ deletedBy: noon, deployments: [deploymentOf({ startedAt: at('2026-01-01T00:00:01Z') })] }),
    ]);
    await handle(stateEvent('CREATING', early), { now: later });
    expect(records.all()).toEqual([recordOf({ deletedBy: noon })]);
    expect(queued.map(({ eventTime }) => eventTime)).toEqual([
      '2026-01-01T12:05:00Z',
      '2026-01-01T00:05:00Z',
    ]);
  });

  it('keeps the life of an endpoint whose configuration is gone as well', async () => {
    const { records, handle } = openSnapshots();
    await handle(stateEvent('DELETED', noon), { now: later, configs: [] });
    expect(records.all()).toEqual([recordOf({ deletedBy: noon, deployments: [] })]);
  });

  it('takes the time it is asked for the end where SageMaker never sends one', async () => {
    const { records, handle } = openSnapshots(recordOf());
    await handle(stateEvent('DELETING', noon), { now: later });
    expect(records.all()).toEqual([recordOf({ deletedBy: later })]);
    await handle(stateEvent('DELETED', noon), { now: later });
    expect(records.all()).toEqual([recordOf({ deletedBy: noon })]);
  });

  it('asks for the bucket that an endpoint ends in, which no plan asks for', async () => {
    const { queued, handle } = openSnapshots(recordOf());
    await handle(stateEvent('DELETING', noon), { now: noon, snapshot: snapshotOf({ status: 'Deleting' }) });
    await handle(stateEvent('DELETED', later), { now: later });
    expect(queued.map(({ eventTime }) => eventTime)).toEqual([
      '2026-01-01T12:05:00Z',
      '2026-01-01T12:05:00Z',
    ]);
  });

  it('keeps both types of an endpoint that is updated to another instance type', async () => {
    const { records, handle } = openSnapshots(recordOf());
    const configs = [configOf(), big];
    await handle(stateEvent('UPDATING', noon), {
      now: noon,
      snapshot: snapshotOf({ status: 'Updating', pending: { config: big, startedAt: noon } }),
      configs,
    });
    await handle(stateEvent('IN_SERVICE', later, { config: 'config-2' }), {
      now: later,
      snapshot: snapshotOf({ config: big }),
      configs,
    });
    expect(records.all()).toEqual([
      recordOf({
        deployments: [deploymentOf({ endedBy: later }), deploymentOf({ config: big, startedAt: noon })],
      }),
    ]);
  });

  it('writes nothing when it comes again', async () => {
    const { records, handle } = openSnapshots();
    const moment = { now: early, snapshot: snapshotOf() };
    await handle(stateEvent('CREATING', early), moment);
    const { puts } = records;
    await handle(stateEvent('CREATING', early), moment);
    await handle(stateEvent('IN_SERVICE', noon), { ...moment, now: noon });
    expect(records.puts).toBe(puts);
  });

  it('tells an endpoint from one re-created under its name within a minute', async () => {
    const { records, handle } = openSnapshots();
    const again = { createdAt: at('2026-01-01T00:00:40Z') };
    const second = snapshotOf(again);
    for (const event of [
      stateEvent('CREATING', again.createdAt, again),
      stateEvent('DELETED', at('2026-01-01T00:00:30Z')),
      stateEvent('CREATING', created),
    ]) {
      await handle(event, { now: at('2026-01-01T00:00:50Z'), snapshot: second });
    }
    expect(records.all()).toEqual([
      recordOf({ deletedBy: at('2026-01-01T00:00:30Z') }),
      recordOf({ ...again, deployments: [deploymentOf({ startedAt: again.createdAt })] }),
    ]);
  });

  it('takes an endpoint whose end nobody told of for gone when the next of its name was created', async () => {
    const { records, handle } = openSnapshots();
    const next = snapshotOf({ createdAt: noon });
    await handle(stateEvent('IN_SERVICE', early), { now: later, snapshot: next });
    expect(records.all()).toEqual([
      recordOf({ deletedBy: noon, deployments: [deploymentOf({ startedAt: at('2026-01-01T00:00:01Z') })] }),
    ]);
  });

  it('does not take an endpoint for gone that SageMaker does not show yet', async () => {
    const { records, handle } = openSnapshots();
    await handle(stateEvent('CREATING', early), { now: early });
    expect(records.all()).toEqual([recordOf()]);
  });

  it('keeps what the event says and has it collected when SageMaker throttles, then fails to be tried again', async () => {
    const { records, queued, handle } = openSnapshots();
    const outage = new UpstreamError('test.throttled', 'Rate exceeded');
    await expect(handle(stateEvent('CREATING', early), { now: early, outage })).rejects.toThrow(outage);
    expect(records.all()).toEqual([recordOf()]);
    expect(queued).toHaveLength(1);
  });
});

describe('a call that CloudTrail reports', () => {
  it('keeps a component that was created and deleted between two plans', async () => {
    const { records, queued, handle } = openSnapshots(recordOf());
    const moment = { now: later, snapshot: snapshotOf() };
    await handle(callEvent('CreateInferenceComponent', noon, askFor('a')), moment);
    await handle(callEvent('DeleteInferenceComponent', later, { inferenceComponentName: 'a' }), moment);
    expect(records.all()).toEqual([
      recordOf({ components: [recordedComponent({ createdAt: noon, deletedBy: later })] }),
    ]);
    expect(queued.map(({ eventTime }) => eventTime)).toEqual([
      '2026-01-01T12:01:00Z',
      '2026-01-01T12:03:00Z',
    ]);
  });

  it('finds the endpoint of a component that is still being deleted by asking SageMaker', async () => {
    const { records, handle } = openSnapshots();
    const snapshot = snapshotOf({ components: [describedComponent()] });
    const call = callEvent('DeleteInferenceComponent', noon, { inferenceComponentName: 'a' });
    await handle(call, { now: noon, snapshot });
    expect(records.all()).toEqual([recordOf({ components: [recordedComponent({ deletedBy: noon })] })]);
  });

  it('does not end a component that was created under the same name after the call', async () => {
    const { records, handle } = openSnapshots(recordOf({ components: [recordedComponent()] }));
    const snapshot = snapshotOf({ components: [describedComponent({ createdAt: later })] });
    const call = callEvent('DeleteInferenceComponent', noon, { inferenceComponentName: 'a' });
    await handle(call, { now: later, snapshot });
    expect(records.all()).toEqual([
      recordOf({
        components: [recordedComponent({ deletedBy: noon }), recordedComponent({ createdAt: later })],
      }),
    ]);
  });

  it('says when an update was called for', async () => {
    const { records, handle } = openSnapshots(recordOf());
    const call = callEvent('UpdateEndpoint', noon, { endpointName: 'ep', endpointConfigName: 'config-2' });
    await handle(call, { now: noon, snapshot: snapshotOf(), configs: [configOf(), big] });
    expect(records.all()).toEqual([
      recordOf({ deployments: [deploymentOf(), deploymentOf({ config: big, startedAt: noon })] }),
    ]);
  });

  it('to delete an endpoint is about the life that was there, not about the next of that name', async () => {
    const { records, handle } = openSnapshots(recordOf());
    const next = snapshotOf({ createdAt: later });
    await handle(callEvent('DeleteEndpoint', noon, { endpointName: 'ep' }), { now: later, snapshot: next });
    expect(records.all()).toEqual([recordOf({ deletedBy: later })]);
  });

  it('to create an endpoint records it from its creation on', async () => {
    const { records, handle } = openSnapshots();
    const call = callEvent('CreateEndpoint', created, { endpointName: 'ep', endpointConfigName: 'config-1' });
    await handle(call, { now: early, snapshot: snapshotOf() });
    expect(records.all()).toEqual([recordOf()]);
  });

  it('says so when nobody knows what it is about', async () => {
    const { records, queued, handle } = openSnapshots();
    for (const call of [
      callEvent('DeleteEndpoint', noon, { endpointName: 'never-seen' }),
      callEvent('DeleteInferenceComponent', noon, { inferenceComponentName: 'never-seen' }),
    ]) {
      expect(await handle(call, { now: later })).toMatchObject({ unmatched: 1, recorded: 0, queued: 0 });
    }
    expect([records.all(), queued]).toEqual([[], []]);
  });

  it('is skipped when SageMaker refused it', async () => {
    const { records, handle } = openSnapshots(recordOf());
    const call = callEvent('DeleteEndpoint', noon, null, { errorCode: 'ValidationException' });
    expect(await handle(call, { now: later })).toMatchObject({ refused: 1, queued: 0 });
    expect(records.puts).toBe(0);
  });
});
