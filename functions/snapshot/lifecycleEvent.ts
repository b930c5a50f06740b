import type { Tags } from '#shared/domain/ownersOf.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { EndpointRef } from '#shared/fleet/endpointSnapshot.ts';

export type Call = 'create' | 'update' | 'delete';

/** What a call to create a component asks for. */
export type AskedComponent = {
  endpoint: string;
  variant: string;
  model: string | undefined;
  /** Of an adapter the component on whose copies it runs. */
  base: string | undefined;
  /** All that it was given. */
  tags: Tags;
  acceleratorsPerCopy: number | undefined;
};

/** An endpoint's state that SageMaker reports; it says which life it is about. */
export type StateChange = {
  kind: 'state';
  at: Instant;
  account: string;
  endpoint: EndpointRef;
  /** `CREATING`, `IN_SERVICE`, `UPDATING`, `DELETING`, `DELETED` … */
  status: string;
  configName: string | undefined;
  /** All of the endpoint's; undefined where the event does not say. */
  tags: Tags | undefined;
};

/** A call about an endpoint that CloudTrail reports; it carries a name, which several lives may have borne. */
export type EndpointCall = {
  kind: 'endpoint call';
  at: Instant;
  account: string;
  call: Call;
  name: string;
  configName: string | undefined;
};

/** A call about an inference component that CloudTrail reports; only one that creates names the endpoint. */
export type ComponentCall = {
  kind: 'component call';
  at: Instant;
  account: string;
  call: Call;
  name: string;
  asked: AskedComponent | undefined;
};

/** What happens to an endpoint. `refused`: a call that SageMaker did not carry out. `account`: `123456789012#us-east-1`. */
export type LifecycleEvent = StateChange | EndpointCall | ComponentCall | { kind: 'refused' };
