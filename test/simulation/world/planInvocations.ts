import type { InvocationsRow } from '#local/fleet/trace.ts';
import type { WorldComponent } from '#local/fleet/world.ts';
import type { Random } from '../random.ts';
import type { Span } from './chooseSpan.ts';

/** Now and then some requests within a second, of which some come while the component is not there. */
export const planInvocations = (
  components: readonly WorldComponent[],
  span: Span,
  random: Random,
): InvocationsRow[] =>
  [...new Set(components.map(({ component }) => component))].flatMap((component) => {
    const own = random.fork(component);
    const times = new Set(Array.from({ length: own.whole(0, 60) }, () => own.whole(span.start, span.end)));
    return [...times]
      .toSorted((a, b) => a - b)
      .map((time) => ({ time, seconds: 1, component, invocations: own.whole(1, 50) }));
  });
