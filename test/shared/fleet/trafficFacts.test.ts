import { describe, expect, it } from 'vitest';
import { bucketAt } from '#shared/domain/slots.ts';
import { createTrafficFacts } from '#shared/fleet/trafficFacts.ts';
import { poolOf } from '#test/builders/bucket.ts';
import { configOf, deploymentOf, recordedComponent, recordOf } from '#test/builders/endpointRecord.ts';
import { at } from '#test/builders/samples.ts';

const noon = at('2026-01-01T12:00:00Z');
const bucket = (clock: string) => bucketAt(at(`2026-01-01T${clock}:00Z`));

describe('whose invocations are', () => {
  it('names the adapters that a base of the variant had in a period, each once', () => {
    const adapter = { base: 'base', model: undefined, acceleratorsPerCopy: undefined };
    const components = [
      recordedComponent({ name: 'base' }),
      recordedComponent({ name: 'medical', ...adapter, deletedBy: at('2026-01-01T12:02:00Z') }),
      recordedComponent({ name: 'medical', ...adapter, createdAt: at('2026-01-01T12:03:00Z') }),
      recordedComponent({ name: 'legal', ...adapter, deletedBy: noon }),
      recordedComponent({ name: 'elsewhere', ...adapter, variant: 'canary' }),
    ];
    const { adaptersOf } = createTrafficFacts(recordOf({ components }), poolOf());
    expect(adaptersOf('base', bucket('11:55'))).toEqual(['legal', 'medical']);
    expect(adaptersOf('base', bucket('12:00'))).toEqual(['medical']);
    expect(adaptersOf('medical', bucket('12:00'))).toEqual([]);
  });

  it('counts them in the pool of the deployment that was called for last, and in one only', () => {
    const types = ['ml.g6.12xlarge', 'ml.g5.48xlarge'];
    const deployments = types.map((type, index) => {
      const config = configOf(`config-${index}`, { AllTraffic: [type] });
      return deploymentOf({ config, startedAt: index === 0 ? at('2026-01-01T00:00:00Z') : noon });
    });
    const counting = (clock: string) =>
      types.filter((instanceType) =>
        createTrafficFacts(recordOf({ deployments }), poolOf({ instanceType })).isCounting(
          bucket(clock).start,
        ),
      );
    expect(counting('11:55')).toEqual(['ml.g6.12xlarge']);
    expect(counting('12:00')).toEqual(['ml.g5.48xlarge']);
  });
});
