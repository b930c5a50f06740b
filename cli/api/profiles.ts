import * as z from 'zod';

const sigv4 = z.strictObject({
  region: z.string().min(1, 'expected a region such as eu-central-1'),
  awsProfile: z.string().min(1).optional(),
});

const isWebAddress = (text: string): boolean => {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
};

export const webAddress = z
  .string()
  .refine(
    isWebAddress,
    'expected the API’s URL such as https://abc123.execute-api.eu-central-1.amazonaws.com',
  );

/** What a header can carry; a line break in it would be an error that shows it. */
export const bearerToken = z
  .string()
  .regex(/^[\x21-\x7e]+$/, 'expected a token: printable characters without spaces, such as eyJhbGciOi…');

const profileSchema = z
  .strictObject({
    url: webAddress,
    token: bearerToken.optional(),
    tokenCommand: z.tuple([z.string().min(1)], z.string()).optional(),
    sigv4: sigv4.optional(),
  })
  .refine(
    ({ token, tokenCommand, sigv4: signature }) =>
      [token, tokenCommand, signature].filter((each) => each !== undefined).length <= 1,
    'expected one of token, tokenCommand and sigv4, not several',
  );
export type Profile = z.infer<typeof profileSchema>;

/** The form of `~/.config/tenner/config.json`. */
export const configSchema = z.strictObject({ profiles: z.record(z.string(), profileSchema) });
export type Profiles = z.infer<typeof configSchema>['profiles'];
