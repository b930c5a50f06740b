import * as z from 'zod';
import { tennerEvents } from '#shared/config/names.ts';

/** Servers whose whole URL is a password: who knows it may post. */
const secretHosts =
  /(^|\.)(hooks\.slack(-gov)?\.com|webhook\.office\.com|logic\.azure\.com|powerplatform\.com)$/;

/** What stands for a password in other URLs. */
const secretParameter = /sig|token|key|secret|password/i;

const isSecret = ({ hostname, username, searchParams }: URL): boolean =>
  secretHosts.test(hostname) ||
  username !== '' ||
  [...searchParams.keys()].some((name) => secretParameter.test(name));

const reference = /^\{\{resolve:(secretsmanager|ssm):[^{}]+\}\}$/;
const example = '{{resolve:secretsmanager:tenner/slack:SecretString:url}}';

const url = z.string().superRefine((text, context) => {
  const refuse = (message: string) => context.addIssue({ code: 'custom', message });
  if (reference.test(text)) return;
  if (!URL.canParse(text)) return refuse(`expected an https URL, or a reference such as ${example}`);
  const parsed = new URL(text);
  if (isSecret(parsed))
    return refuse(`this URL is a secret: keep it in Secrets Manager, and write ${example} here`);
  // A local run may post to this machine.
  if (parsed.protocol !== 'https:' && parsed.hostname !== '127.0.0.1') refuse('expected an https URL');
});

const { source: _source, allocationChanged: _forPrograms, ...alerts } = tennerEvents;
/** What is for people; a slip here would be silence. */
const alertTypes = Object.values(alerts);

const alertType = z.enum(alertTypes, {
  error: ({ input }) =>
    `is ${JSON.stringify(input)}, which is told to nobody; expected ${alertTypes.join(', ')}`,
});

const delivery = z
  .strictObject({
    recipient: z.string().min(1),
    email: z.email('expected an e-mail address').optional(),
    slackWebhook: url.optional(),
    teamsWebhook: url.optional(),
    webhook: url.optional(),
    action: z
      .string()
      .regex(
        /^arn:aws[\w-]*:(lambda:[\w-]+:\d{12}:function|states:[\w-]+:\d{12}:stateMachine):[\w-]+(:[\w$-]+)?$/,
        'expected the ARN of a Lambda function or of a state machine',
      )
      .optional(),
    events: z.array(alertType).min(1).optional(),
  })
  .refine(({ recipient: _, events: __, ...ways }) => Object.values(ways).some((way) => way !== undefined), {
    message: 'says to nobody: it needs email, slackWebhook, teamsWebhook, webhook or action',
  });

/** Whom a message is for, and the ways it goes to them. */
export type DeliveryChoice = z.output<typeof delivery>;

const nameOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');

/**
 * Reads the context value `deliveries` of cdk.json; none when it is not set.
 * @throws RangeError with every fault in one message.
 */
export const readDeliveries = (context: unknown): DeliveryChoice[] => {
  const parsed = z.array(delivery).safeParse(context ?? []);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `deliveries${nameOf(path)}: ${message}`);
  throw new RangeError(`cdk.json is wrong: ${faults.join('; ')}`);
};
