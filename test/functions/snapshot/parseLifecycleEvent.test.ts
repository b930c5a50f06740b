import { describe, expect, it } from 'vitest';
import { parseLifecycleEvent } from '#functions/snapshot/parseLifecycleEvent.ts';
import { refOf } from '#test/builders/endpointRecord.ts';
import { at } from '#test/builders/samples.ts';
import { callEvent, stateEvent } from './playEvents.ts';

const noon = at('2026-01-01T12:00:00Z');

describe('parseLifecycleEvent', () => {
  it('reads a state change', () => {
    expect(parseLifecycleEvent(stateEvent('IN_SERVICE', noon))).toEqual({
      kind: 'state',
      at: noon,
      account: '123456789012#us-east-1',
      endpoint: refOf({ modifiedAt: noon }),
      status: 'IN_SERVICE',
      configName: 'config-1',
      tags: new Map(),
    });
  });

  it.each([
    ['milliseconds', 1_767_225_600_203],
    ['milliseconds with a fraction', 1_767_225_600_203.5],
    ['seconds', 1_767_225_600.203],
    ['milliseconds in text', '1767225600203'],
    ['ISO 8601', '2026-01-01T00:00:00.203Z'],
    ['ISO 8601 elsewhere', '2026-01-01T01:00:00.203+01:00'],
  ])('reads times as %s', (_, CreationTime) => {
    const event = stateEvent('IN_SERVICE', noon);
    const parsed = parseLifecycleEvent({ ...event, detail: { ...event.detail, CreationTime } });
    expect(parsed).toMatchObject({ endpoint: { createdAt: at('2026-01-01T00:00:00Z') } });
  });

  it.each([
    ['IN_SERVICE', 'IN_SERVICE'],
    ['InService', 'IN_SERVICE'],
    ['Deleting', 'DELETING'],
  ])('reads the status %s as %s', (status, expected) => {
    expect(parseLifecycleEvent(stateEvent(status, noon))).toMatchObject({ status: expected });
  });

  it('reads what a component reserves when that is the same on every instance type', () => {
    const reserving = (type: string, devices: number) => ({
      instanceType: type,
      modelName: 'a-model',
      computeResourceRequirements: { numberOfAcceleratorDevicesRequired: devices },
    });
    const asking = (...specifications: unknown[]) => {
      const names = { inferenceComponentName: 'a', endpointName: 'ep', variantName: 'AllTraffic' };
      return callEvent('CreateInferenceComponent', noon, { ...names, specifications });
    };
    const asked = { endpoint: 'ep', variant: 'AllTraffic', model: 'a-model', tags: new Map() };
    expect(
      parseLifecycleEvent(asking(reserving('ml.g6.12xlarge', 2), reserving('ml.g5.48xlarge', 2))),
    ).toEqual({
      kind: 'component call',
      at: noon,
      account: '123456789012#us-east-1',
      call: 'create',
      name: 'a',
      asked: { ...asked, acceleratorsPerCopy: 2 },
    });
    expect(
      parseLifecycleEvent(asking(reserving('ml.g6.12xlarge', 4), reserving('ml.g5.48xlarge', 2))),
    ).toMatchObject({ asked: { ...asked, acceleratorsPerCopy: undefined } });
  });

  it.each([
    ['nothing', undefined],
    ['another event', { ...stateEvent('CREATING', noon), 'detail-type': 'SageMaker Model State Change' }],
    ['no detail', { ...stateEvent('CREATING', noon), detail: undefined }],
    ['another call', callEvent('CreateModel', noon, { modelName: 'm' })],
    ['no parameters', callEvent('DeleteEndpoint', noon, null)],
  ])('refuses %s', (_, event) => {
    expect(() => parseLifecycleEvent(event)).toThrow(
      expect.objectContaining({ name: 'BadInputError', code: 'lifecycle.bad_event' }),
    );
  });

  it('names what is wrong', () => {
    const event = stateEvent('CREATING', noon);
    const bad = { ...event, detail: { ...event.detail, CreationTime: 'at noon', EndpointArn: 'ep' } };
    expect(() => parseLifecycleEvent(bad)).toThrow(/EndpointArn.*at noon is no time.*CreationTime/s);
  });
});
