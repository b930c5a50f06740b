import type { RecordedComponent } from './endpointRecord.ts';

/** In order of name, creation and end, so that the order in which they became known leaves no trace. */
export const orderComponents = (components: readonly RecordedComponent[]): RecordedComponent[] =>
  components.toSorted((a, b) =>
    a.name === b.name
      ? (a.createdAt ?? 0) - (b.createdAt ?? 0) || (a.deletedBy ?? 0) - (b.deletedBy ?? 0)
      : a.name < b.name
        ? -1
        : 1,
  );
