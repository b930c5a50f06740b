import { describe, expect, it } from 'vitest';
import { mergeSnapshot } from '#shared/fleet/mergeSnapshot.ts';
import {
  configOf,
  deploymentOf,
  describedComponent,
  recordedComponent,
  recordOf,
  snapshotOf,
  teamTags,
} from '#test/builders/endpointRecord.ts';
import { at } from '#test/builders/samples.ts';

const createdAt = at('2026-01-01T00:00:00Z');
const noon = at('2026-01-01T12:00:00Z');
const one = at('2026-01-01T13:00:00Z');
const two = at('2026-01-01T14:00:00Z');

describe('mergeSnapshot', () => {
  it('begins a record with the configuration in force, from the creation on, and the components', () => {
    const snapshot = snapshotOf({ components: [describedComponent()] });
    expect(mergeSnapshot(undefined, snapshot, noon)).toEqual(
      recordOf({
        deployments: [deploymentOf()],
        components: [recordedComponent({ tags: teamTags(['red', noon]) })],
      }),
    );
  });

  it('changes nothing when it sees the same again', () => {
    const snapshot = snapshotOf({
      components: [describedComponent()],
      pending: { config: configOf('config-2'), startedAt: noon },
    });
    const record = mergeSnapshot(undefined, snapshot, noon);
    expect(mergeSnapshot(record, snapshot, one)).toEqual(record);
  });

  it('keeps both fleets while an update is on its way, and ends the first once the second is in force', () => {
    const next = configOf('config-2', { AllTraffic: ['ml.g5.48xlarge'] }, 30);
    const during = mergeSnapshot(recordOf(), snapshotOf({ pending: { config: next, startedAt: noon } }), one);
    expect(during.deployments).toEqual([
      deploymentOf(),
      deploymentOf({ config: next, startedAt: noon, endedBy: undefined }),
    ]);
    const done = mergeSnapshot(during, snapshotOf({ config: next }), two);
    expect(done.deployments).toEqual([
      deploymentOf({ endedBy: two }),
      deploymentOf({ config: next, startedAt: noon }),
    ]);
  });

  it('ends an update that was rolled back, and keeps what is in force', () => {
    const failed = deploymentOf({ config: configOf('config-2'), startedAt: noon });
    const { deployments } = mergeSnapshot(
      recordOf({ deployments: [deploymentOf(), failed] }),
      snapshotOf(),
      one,
    );
    expect(deployments).toEqual([deploymentOf(), { ...failed, endedBy: one }]);
  });

  it('does not end an update that SageMaker does not show yet', () => {
    const called = deploymentOf({ config: configOf('config-2'), startedAt: noon });
    const record = recordOf({ deployments: [deploymentOf(), called] });
    expect(mergeSnapshot(record, snapshotOf(), at('2026-01-01T12:00:05Z'))).toEqual(record);
  });

  it('goes on with an update that was taken for over when it shows up after all', () => {
    const called = deploymentOf({ config: configOf('config-2'), startedAt: noon, endedBy: one });
    const snapshot = snapshotOf({ pending: { config: configOf('config-2'), startedAt: noon } });
    const { deployments } = mergeSnapshot(recordOf({ deployments: [deploymentOf(), called] }), snapshot, two);
    expect(deployments).toEqual([deploymentOf(), { ...called, endedBy: undefined }]);
  });

  it('counts a configuration that is deployed again as another deployment, after the end of the first', () => {
    const record = recordOf({
      deployments: [
        deploymentOf({ endedBy: noon }),
        deploymentOf({ config: configOf('config-2'), startedAt: noon }),
      ],
    });
    expect(mergeSnapshot(record, snapshotOf(), two).deployments).toEqual([
      deploymentOf({ endedBy: noon }),
      deploymentOf({ config: configOf('config-2'), startedAt: noon, endedBy: two }),
      deploymentOf({ startedAt: at('2026-01-01T12:00:01Z') }),
    ]);
  });

  it('takes a later deployment of which nothing says when it started to have started after the creation', () => {
    const { deployments } = mergeSnapshot(recordOf(), snapshotOf({ config: configOf('config-2') }), one);
    expect(deployments).toEqual([
      deploymentOf({ endedBy: one }),
      deploymentOf({ config: configOf('config-2'), startedAt: at('2026-01-01T00:00:01Z') }),
    ]);
  });

  it('keeps the instance types that it knows when the configuration is deleted', () => {
    const bare = snapshotOf({ config: configOf('config-1', { AllTraffic: [] }) });
    expect(mergeSnapshot(recordOf(), bare, one)).toEqual(recordOf());
    const learnt = mergeSnapshot(mergeSnapshot(undefined, bare, noon), snapshotOf(), one);
    expect(learnt).toEqual(recordOf());
  });

  it('marks a component that is no longer there, and never forgets it', () => {
    const record = recordOf({ components: [recordedComponent()] });
    const gone = mergeSnapshot(record, snapshotOf(), one);
    expect(gone.components).toEqual([recordedComponent({ deletedBy: one })]);
    expect(mergeSnapshot(gone, snapshotOf(), two)).toEqual(gone);
  });

  it('does not miss a component that is younger than SageMaker’s answers may be', () => {
    const record = recordOf({ components: [recordedComponent({ createdAt: noon })] });
    expect(mergeSnapshot(record, snapshotOf(), at('2026-01-01T12:00:59Z'))).toEqual(record);
  });

  it('keeps the model once known, and tags for their time, and takes what is reserved as last seen', () => {
    const record = recordOf({ components: [recordedComponent()] });
    const retagged = describedComponent({
      model: 'other',
      tags: new Map([['Team', 'blue']]),
      acceleratorsPerCopy: 2,
    });
    expect(mergeSnapshot(record, snapshotOf({ components: [retagged] }), one).components).toEqual([
      recordedComponent({ acceleratorsPerCopy: 2, tags: teamTags(['red', createdAt], ['blue', one]) }),
    ]);
    const untagged = describedComponent({ model: undefined, tags: new Map([['Team', undefined]]) });
    const first = mergeSnapshot(undefined, snapshotOf({ components: [untagged] }), noon);
    expect(mergeSnapshot(first, snapshotOf({ components: [describedComponent()] }), one)).toEqual(
      recordOf({ components: [recordedComponent({ tags: teamTags([undefined, noon], ['red', one]) })] }),
    );
  });

  it('gives a component re-created under the same name a row of its own, even within a minute', () => {
    const record = recordOf({
      components: [recordedComponent({ deletedBy: at('2026-01-01T00:00:20Z') })],
    });
    const again = describedComponent({
      createdAt: at('2026-01-01T00:00:40Z'),
      tags: new Map([['Team', 'blue']]),
    });
    expect(mergeSnapshot(record, snapshotOf({ components: [again] }), noon).components).toEqual([
      recordedComponent({ deletedBy: at('2026-01-01T00:00:20Z') }),
      recordedComponent({ createdAt: at('2026-01-01T00:00:40Z'), tags: teamTags(['blue', noon]) }),
    ]);
  });

  it('leaves a deleted component deleted while SageMaker still shows it', () => {
    const record = recordOf({ components: [recordedComponent({ deletedBy: noon })] });
    expect(mergeSnapshot(record, snapshotOf({ components: [describedComponent()] }), one)).toEqual(record);
  });

  it('takes an endpoint back that was taken for gone, with its components, but not one that is being deleted', () => {
    const alive = recordOf({ components: [recordedComponent()] });
    const gone = recordOf({ deletedBy: noon, components: [recordedComponent({ deletedBy: noon })] });
    const snapshot = snapshotOf({ components: [describedComponent()] });
    expect(mergeSnapshot(gone, snapshot, one)).toEqual(alive);
    expect(mergeSnapshot(gone, snapshot, at('2026-01-01T12:01:00Z'))).toEqual(gone);
    expect(mergeSnapshot(gone, { ...snapshot, status: 'Deleting' }, one)).toEqual(gone);
  });
});
