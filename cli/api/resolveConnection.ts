import { UsageError } from '#cli/usageError.ts';
import { findLookAlike } from '#shared/domain/lookAlike.ts';
import { quoteInput } from '#shared/domain/quoteInput.ts';
import { type ConnectionFlags, connectionVariables, localUrl } from './connectionOptions.ts';
import { bearerToken, type Profile, type Profiles, webAddress } from './profiles.ts';

/** As whom the API is asked. `from` says in words where a token comes from, for when it is refused. */
export type Credentials =
  | { kind: 'none'; withheld: string | undefined }
  | { kind: 'token'; token: string; from: string }
  | { kind: 'command'; command: readonly [string, ...string[]]; from: string }
  | { kind: 'sigv4'; region: string; awsProfile: string | undefined };

/** Which API is asked, and as whom. */
export type Connection = {
  /** Without `/v1`, and without a slash at its end. */
  url: string;
  credentials: Credentials;
};

/** One place that may say both or either. */
type Layer = {
  name: string;
  url: string | undefined;
  credentials: Exclude<Credentials, { kind: 'none' }> | undefined;
};

type Given = {
  flags: ConnectionFlags;
  variables: Readonly<Record<string, string | undefined>>;
  profiles: Profiles;
  configFile: string;
};

const checked = (name: string, text: string | undefined, schema: typeof webAddress | typeof bearerToken) => {
  if (text === undefined) return undefined;
  const parsed = schema.safeParse(text);
  if (parsed.success) return text;
  // What stands there is not shown: it may be a token in the wrong place.
  throw new UsageError(`${name}: ${parsed.error.issues.map(({ message }) => message).join('; ')}`);
};

const plainLayer = (
  names: { url: string; token: string },
  url: string | undefined,
  token: string | undefined,
): Layer => {
  const own = checked(names.token, token, bearerToken);
  return {
    name: names.token,
    url: checked(names.url, url, webAddress),
    credentials: own === undefined ? undefined : { kind: 'token', token: own, from: names.token },
  };
};

const credentialsOf = ({ token, tokenCommand, sigv4 }: Profile, from: string): Layer['credentials'] => {
  if (token !== undefined) return { kind: 'token', token, from };
  if (tokenCommand !== undefined) return { kind: 'command', command: tokenCommand, from };
  return sigv4 && { kind: 'sigv4', region: sigv4.region, awsProfile: sigv4.awsProfile };
};

const profileLayer = (name: string, { profiles, configFile }: Given): Layer => {
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (profile === undefined) {
    const near = findLookAlike(name, Object.keys(profiles));
    const hint = near === undefined ? '' : `; is ${quoteInput(near)} meant?`;
    throw new UsageError(`there is no profile ${quoteInput(name)} in ${configFile}${hint}`);
  }
  const from = `profile ${quoteInput(name)}`;
  return { name: from, url: profile.url, credentials: credentialsOf(profile, from) };
};

const layersOf = (given: Given): Layer[] => {
  const { flags, variables, profiles } = given;
  const variable = (name: keyof typeof connectionVariables) =>
    variables[connectionVariables[name]] || undefined;
  const own = plainLayer({ url: '--url', token: '--token' }, flags.url, flags.token);
  const around = plainLayer(connectionVariables, variable('url'), variable('token'));
  if (flags.profile !== undefined) return [own, profileLayer(flags.profile, given), around];
  const name = variable('profile') ?? (Object.hasOwn(profiles, 'default') ? 'default' : undefined);
  return [own, around, ...(name === undefined ? [] : [profileLayer(name, given)])];
};

/** `https://host/stage/v1/` without what every request adds. */
const baseOf = (url: string): string => url.replace(/\/+$/, '').replace(/(\/iam)?\/v1$/, '');

/**
 * Finds which API is meant, and as whom: by flags, then by variables, then by a profile of the config file; a profile that a flag
 * names stands before variables. Each says a URL, credentials, or both. What says both gives its credentials to its own URL only: a
 * token goes nowhere but where it was meant for.
 * @throws UsageError for a profile that is not there, a URL that is none, or a token that is none.
 */
export const resolveConnection = (given: Given): Connection => {
  const layers = layersOf(given);
  const url = baseOf(layers.find((layer) => layer.url !== undefined)?.url ?? localUrl);
  const { origin } = new URL(url);
  const isMeantFor = (layer: Layer) => layer.url === undefined || new URL(layer.url).origin === origin;
  const able = layers.filter(({ credentials }) => credentials !== undefined);
  const credentials = able.find(isMeantFor)?.credentials;
  if (credentials !== undefined) return { url, credentials };
  const [other] = able;
  const withheld = other?.url && `that of ${other.name} is for ${new URL(other.url).origin} alone`;
  return { url, credentials: { kind: 'none', withheld } };
};
