import type { ApiDocument } from './apiDocument.ts';
import { joinLine } from './exampleCalls.ts';
import { fieldTable } from './fieldTable.ts';
import { type Html, html, prose } from './html.ts';

const byToken = `# the output ApiUrl of the stack
export TENNER=https://YOUR-API.execute-api.REGION.amazonaws.com
# a token of your OpenID Connect issuer
export TOKEN=…`;

const bySignature = joinLine([
  'curl --aws-sigv4 "aws:amz:$AWS_REGION:execute-api"',
  '--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"',
  '-H "x-amz-security-token: $AWS_SESSION_TOKEN"',
  '"$TENNER/iam/v1/health"',
]);

const serverRow = ({ url, description }: ApiDocument['servers'][number]): Html =>
  html`<tr><th scope="row"><code>${url}</code></th><td><p>${prose(description)}</p></td></tr>`;

/** What holds for every operation. */
export const askingSection = ({ servers, schemas }: ApiDocument): Html =>
  html`<section id="asking" aria-labelledby="asking-title">
<h2 id="asking-title">How to ask</h2>
<p>Everything can be asked in two ways, with the same answers. Who may see what, an admin says in the access document.</p>
<table><caption>Two ways to ask</caption>
<thead><tr><th scope="col">Below</th><th scope="col">How</th></tr></thead>
<tbody>${servers.map(serverRow)}</tbody></table>
<p>The examples take the address and a token from the environment. A click selects a whole example.</p>
<pre tabindex="0"><code>${byToken}</code></pre>
<p>The same signed as an IAM role:</p>
<pre tabindex="0"><code>${bySignature}</code></pre>
<p>Answers are JSON, or a table where <code>Accept: text/csv</code> asks for one; what a table cannot say of its figures is in the
header <code>tenner-meta</code>. Every answer has an <code>ETag</code>: asked again with <code>If-None-Match</code>, it comes only if
it is another. Where there are more rows, <code>next</code> and the header <code>Link</code> lead to them.</p>
<h3>What went wrong</h3>
<p>What is no success comes as <code>application/problem+json</code> (RFC 9457), with everything that is wrong with a request at
once.</p>
${fieldTable({ $ref: '#/components/schemas/Problem' }, schemas, 'A problem')}
</section>`;
