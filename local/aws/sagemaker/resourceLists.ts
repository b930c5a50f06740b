import * as z from 'zod';
import { takePage } from '#local/aws/takePage.ts';
import { validationError } from './validate.ts';

/** What the list operations can sort and filter by. Times are epoch seconds. */
export type ListedResource = { name: string; creationTime: number; lastModifiedTime: number; status: string };

/** The input that `ListEndpoints` and `ListInferenceComponents` share. */
export const listSchema = z.object({
  SortBy: z.enum(['Name', 'CreationTime', 'Status']).default('CreationTime'),
  SortOrder: z.enum(['Ascending', 'Descending']).default('Descending'),
  NextToken: z.string().optional(),
  MaxResults: z.int().min(1).max(100).default(10),
  NameContains: z.string().optional(),
  CreationTimeBefore: z.number().optional(),
  CreationTimeAfter: z.number().optional(),
  LastModifiedTimeBefore: z.number().optional(),
  LastModifiedTimeAfter: z.number().optional(),
  StatusEquals: z.string().optional(),
});

export type ListInput = z.infer<typeof listSchema>;

const isAsked = (
  input: ListInput,
  { name, creationTime, lastModifiedTime, status }: ListedResource,
): boolean =>
  (input.NameContains === undefined || name.includes(input.NameContains)) &&
  creationTime <= (input.CreationTimeBefore ?? Number.POSITIVE_INFINITY) &&
  creationTime >= (input.CreationTimeAfter ?? Number.NEGATIVE_INFINITY) &&
  lastModifiedTime <= (input.LastModifiedTimeBefore ?? Number.POSITIVE_INFINITY) &&
  lastModifiedTime >= (input.LastModifiedTimeAfter ?? Number.NEGATIVE_INFINITY) &&
  (input.StatusEquals === undefined || status === input.StatusEquals);

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const compare = (sortBy: ListInput['SortBy'], a: ListedResource, b: ListedResource): number => {
  const byName = compareText(a.name, b.name);
  switch (sortBy) {
    case 'Name':
      return byName;
    case 'Status':
      return compareText(a.status, b.status) || byName;
    case 'CreationTime':
      return a.creationTime - b.creationTime || byName;
  }
};

/** One page of what a list operation asks for. @throws AwsError for a token that is not one. */
export const listResources = <Resource extends ListedResource>(
  input: ListInput,
  resources: readonly Resource[],
): { items: Resource[]; nextToken: string | undefined } => {
  const direction = input.SortOrder === 'Ascending' ? 1 : -1;
  const asked = resources
    .filter((resource) => isAsked(input, resource))
    .toSorted((a, b) => direction * compare(input.SortBy, a, b));
  const page = takePage(asked, input.MaxResults, input.NextToken);
  if (page === undefined) throw validationError('Invalid pagination token');
  return page;
};
