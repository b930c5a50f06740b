import * as z from 'zod';
import type { CopiesRow, InstancesRow, InvocationsRow, TraceComponent } from './trace.ts';

/** One of a trace's files: its columns as the header has them, and what a row must hold. */
export type TraceTable<Row> = {
  name: string;
  columns: readonly string[];
  /** Columns that may be left out. */
  optional?: readonly string[];
  schema: z.ZodType<Row>;
};

const checked = <T>(parse: (text: string) => T | undefined, wanted: string) =>
  z.string().transform((text, context) => {
    const value = parse(text);
    if (value !== undefined) return value;
    context.addIssue(`${text === '' ? 'is empty' : `${JSON.stringify(text)} is wrong`}; write ${wanted}`);
    return z.NEVER;
  });

const matching = (pattern: RegExp, wanted: string) =>
  checked((text) => (pattern.test(text) ? text : undefined), wanted);

// SageMaker's own pattern for the names of endpoints, variants and inference components.
const name = matching(
  /^(?=.{1,63}$)[a-zA-Z0-9](-*[a-zA-Z0-9])*$/,
  'a SageMaker name: 1 to 63 letters, digits and inner hyphens',
);

const tagPattern = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u;
const tagValue = 'up to 256 letters, digits, spaces and _ . : / = + - @, as a tag may hold';

const instanceType = matching(
  /^ml\.[a-z0-9-]+\.[a-z0-9-]+$/,
  'a SageMaker instance type such as ml.g6.12xlarge',
);

const time = checked((text) => {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(text)) return undefined;
  const milliseconds = Date.parse(text);
  // Date.parse turns 30 February into 2 March; only a date that comes back the same is one.
  const isReal =
    !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(text.slice(0, 19));
  return isReal ? milliseconds / 1000 : undefined;
}, 'an instant in UTC to the second, such as 2026-01-01T00:00:00Z');

const wholeNumber = (least: number, most: number) =>
  checked(
    (text) =>
      /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined,
    `a whole number from ${least} to ${most}`,
  );

/** What an empty cell stands for, or what another holds. */
const emptyOr = <Empty, Value>(empty: Empty, value: z.ZodType<Value, string>) =>
  z.string().transform((text, context): Empty | Value => {
    if (text === '') return empty;
    const parsed = value.safeParse(text);
    if (parsed.success) return parsed.data;
    for (const { message } of parsed.error.issues) context.addIssue(message);
    return z.NEVER;
  });

export const componentsTable: TraceTable<TraceComponent> = {
  name: 'components.csv',
  columns: ['component', 'endpoint', 'variant', 'model', 'team', 'gpus_per_copy'],
  optional: ['base'],
  schema: z
    .object({
      component: name,
      endpoint: name,
      variant: name,
      model: matching(tagPattern, tagValue),
      team: checked((text) => (text === '' || tagPattern.test(text) ? text : undefined), tagValue),
      gpus_per_copy: emptyOr(0, wholeNumber(1, 64)),
      base: emptyOr(undefined, name).optional(),
    })
    .transform(({ gpus_per_copy: gpusPerCopy, team, base, ...row }, context) => {
      // An adapter runs in what its base reserves.
      if ((base === undefined) === (gpusPerCopy === 0)) {
        const wanted =
          base === undefined ? 'write a whole number from 1 to 64' : 'leave it empty: it has a base';
        context.addIssue({ code: 'custom', path: ['gpus_per_copy'], message: `is wrong; ${wanted}` });
      }
      return { ...row, team: team === '' ? undefined : team, gpusPerCopy, base };
    }),
};

export const instancesTable: TraceTable<InstancesRow> = {
  name: 'instances.csv',
  columns: ['time', 'endpoint', 'variant', 'instance_type', 'instances'],
  schema: z
    .object({
      time,
      endpoint: name,
      variant: name,
      instance_type: instanceType,
      instances: wholeNumber(0, 10_000),
    })
    .transform(({ instance_type, ...row }) => ({ ...row, instanceType: instance_type })),
};

export const copiesTable: TraceTable<CopiesRow> = {
  name: 'copies.csv',
  columns: ['time', 'component', 'copies'],
  schema: z.object({ time, component: name, copies: wholeNumber(0, 100_000) }),
};

export const invocationsTable: TraceTable<InvocationsRow> = {
  name: 'invocations.csv',
  columns: ['time', 'seconds', 'component', 'invocations'],
  // The bounds keep invocations × seconds an exact number, which the even spread over the seconds needs.
  schema: z.object({
    time,
    seconds: wholeNumber(1, 2_678_400),
    component: name,
    invocations: wholeNumber(0, 1_000_000_000),
  }),
};
