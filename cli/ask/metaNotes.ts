import * as z from 'zod';
import { percent } from '#cli/formatAmounts.ts';
import { type Meta, metaSchema } from '#shared/api/figures.ts';
import { quantityMetaSchema } from '#shared/api/quantityMeta.ts';

const { idle, rate } = metaSchema.shape;

/** What is told of figures; of quantities not what only costs have. */
export const metaToldSchema = z.object({
  ...quantityMetaSchema.shape,
  idle: idle.optional(),
  rate: rate.optional(),
});
type MetaTold = z.infer<typeof metaToldSchema>;

const policies: Readonly<Record<Meta['idle']['policy'], string>> = {
  payers: 'borne by whoever the owners document says, else by nobody',
  separate: 'borne by nobody, in rows of its own',
  share: 'borne in proportion to what is held',
  even: 'borne in equal parts',
  weights: 'borne by weights',
};

const describeWeights = ({ of, weights }: Meta['idle']): string =>
  weights === undefined
    ? ''
    : `: ${of ?? ''} ${Object.entries(weights)
        .map(([label, weight]) => `${label}=${weight}`)
        .join(',')}`;

const describeIdle = (idle: Meta['idle']): string => {
  const { policy, over } = idle;
  const whom = over === undefined ? '' : over === 'all' ? ', over all endpoints' : ', on its own endpoint';
  return `${policies[policy]}${describeWeights(idle)}${whom}`;
};

const describeState = ({ state, settledThrough, window }: MetaTold): string =>
  settledThrough === null || settledThrough >= window.to
    ? state
    : `${state}, settled through ${settledThrough}`;

const evidences = {
  copies: 'copies: of some figures only copies were counted, not accelerators sampled',
  declared: 'declared: some figures are known from what SageMaker describes alone',
} as const;

/**
 * What a reader must know of figures, each as a line below them: always of which time they are, how settled, and who bears what is
 * idle; the rest where it is not as one would think.
 */
export const metaNotes = (meta: MetaTold): string[] => {
  const { window, completeness, evidence, rate, teams } = meta;
  return [
    `window: ${window.from} to ${window.to}, ${window.zone}`,
    `state: ${describeState(meta)}`,
    ...(meta.idle === undefined ? [] : [`idle: ${describeIdle(meta.idle)}`]),
    ...(rate === 'charge' ? ['rate: what teams are charged, not what is paid'] : []),
    ...(completeness < 1
      ? [`completeness: ${percent(completeness, 1)} of the expected samples were seen; the rest is unknown`]
      : []),
    ...(evidence === null || evidence === 'sampled' ? [] : [`evidence: ${evidences[evidence]}`]),
    ...(meta.backfilled ? ['backfilled: some was built from history before the first run'] : []),
    ...(teams === null ? [] : [`teams: only the rows of ${teams.join(', ')} are for you to see`]),
  ];
};
