import type * as z from 'zod';
import type { Role } from '#shared/domain/access.ts';
import type { QueryShape } from './readQuery.ts';

/** Something that can be asked, as API, command line, MCP and document have it. */
export type Operation<
  Query extends QueryShape = QueryShape,
  Answer extends z.ZodType = z.ZodType,
  Body extends z.ZodType | undefined = z.ZodType | undefined,
> = {
  /** `listCosts` */
  id: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the version, such as `/capacity/{endpoint}`. */
  path: string;
  summary: string;
  description: string;
  /** The least that may ask; undefined where no one need say who they are. */
  role: Role | undefined;
  query: Query;
  /** Parameters in the path, by name. */
  pathParams: Readonly<Record<string, z.ZodType<string, string>>>;
  body: Body;
  /** The largest body, in characters; a million unless it is given. */
  mostCharacters?: number;
  answer: Answer;
  /** Whether it can be had as `text/csv`. */
  hasCsv: boolean;
  /** Whether the answer is no JSON but a page for people. */
  isPage?: boolean;
  /** Lines of the command that ask for the same. */
  commands?: readonly string[];
};
