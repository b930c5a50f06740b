/** What somebody may do: a team sees its own rows, finance sees all, an admin besides changes what is configured. */
export const roles = ['team', 'finance', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Whom a grant is for: everybody in a group of the identity provider, or whoever has assumed an IAM role. */
export type Grantee = { kind: 'group'; group: string } | { kind: 'iam'; arn: string };

export type Grant = {
  name: string;
  to: Grantee;
  role: Role;
  /** Whose rows a `team` sees; at least one. None for the other roles. */
  teams: readonly string[];
};

/** Who may see and do what. Whoever has no grant sees nothing. */
export type Access = { grants: readonly Grant[] };

export const noAccess: Access = { grants: [] };

/** Who asks, as the identity provider or IAM vouches for them. */
export type Principal =
  | { kind: 'user'; subject: string; groups: readonly string[] }
  | { kind: 'iam'; arn: string };

/** Who asks and what they may. */
export type Identity = {
  /** As it is written into histories. */
  subject: string;
  role: Role;
  /** Of a `team`; none for the other roles, which see all. */
  teams: readonly string[];
};

const assumedRole = /^arn:([^:]*):sts::(\d{12}):assumed-role\/([^/]+)\//;
const iamRole = /^arn:([^:]*):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/;

/**
 * What tells one IAM principal from others: of a role and of a session of it the same. A session does not tell its role's path,
 * and no two roles of an account have one name.
 */
export const principalKey = (arn: string): string => {
  const [, partition, account, name] = assumedRole.exec(arn) ?? iamRole.exec(arn) ?? [];
  return name === undefined ? arn : `${partition} ${account} ${name}`;
};

const isGranted = ({ to }: Grant, principal: Principal): boolean => {
  if (principal.kind === 'user') return to.kind === 'group' && principal.groups.includes(to.group);
  return to.kind === 'iam' && principalKey(to.arn) === principalKey(principal.arn);
};

/**
 * What somebody may by all grants that are theirs: the highest role, and as a team every team of them. Undefined for nothing.
 */
export const identify = ({ grants }: Access, principal: Principal): Identity | undefined => {
  const own = grants.filter((grant) => isGranted(grant, principal));
  const role = roles.findLast((each) => own.some((grant) => grant.role === each));
  if (role === undefined) return undefined;
  const subject = principal.kind === 'user' ? principal.subject : principal.arn;
  const teams = role === 'team' ? [...new Set(own.flatMap((grant) => grant.teams))] : [];
  return { subject, role, teams };
};

/** Whether a role may do what at least another may. */
export const mayAs = (role: Role, least: Role): boolean => roles.indexOf(role) >= roles.indexOf(least);
