import type { VersionName } from '#shared/domain/oweRevision.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import { createMarkVersion } from '#shared/ledger/createMarkVersion.ts';
import type { Step } from '#test/fakes/step.ts';
import type { Timeline } from '../timeline.ts';
import type { DocumentHistory } from './documentHistory.ts';

/** A document as an invocation sees it, each of its calls but the reading of it done by `step`. */
export const createDocumentPorts = <Document>(
  history: DocumentHistory<Document>,
  timeline: Pick<Timeline, 'now'>,
  step: Step,
) => ({
  readInForce: async () => history.inForce(timeline.now()),
  readApplied: async () => history.applied,
  markApplied: (version: number) =>
    step('markApplied', () => {
      history.applied = Math.max(history.applied, version);
    }),
  markFor: (ledger: Pick<Ledger, 'changePool'>, name: VersionName) =>
    createMarkVersion(
      ledger,
      {
        changesSince: (version) => step('changesSince', () => history.changesSince(version, timeline.now())),
      },
      name,
    ),
});
