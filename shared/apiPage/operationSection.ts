import type { ApiOperation, Schemas } from './apiDocument.ts';
import { type Example, exampleCalls } from './exampleCalls.ts';
import { fieldTable } from './fieldTable.ts';
import { type Html, html, none, prose } from './html.ts';
import { parameterTable } from './parameterTable.ts';

const askers = {
  none: 'Anybody, without a token.',
  team: 'Whoever has a grant. A team sees its own rows; finance and admins see all.',
  finance: 'Finance and admins.',
  admin: 'Admins.',
} as const;

export const methodBadge = (method: string): Html =>
  html`<span class="method ${method.toLowerCase()}">${method}</span>`;

const exampleBlock = ({ title, line }: Example): Html =>
  html`<figure><figcaption>${title}</figcaption><pre tabindex="0"><code>${line}</code></pre></figure>`;

const problemRow = ([status, { description }]: [string, { description: string }]): Html =>
  html`<tr><th scope="row"><code>${status}</code></th><td><p>${prose(description)}</p></td></tr>`;

const problemTable = ({ method, path, responses }: ApiOperation): Html => {
  const others = Object.entries(responses).filter(([status]) => status !== '200');
  return html`<details class="fields"><summary>Other answers <span class="note">${others.map(([status]) => status).join(', ')}</span></summary>
<table><caption>Other answers of ${method} ${path}</caption>
<thead><tr><th scope="col">Status</th><th scope="col">When</th></tr></thead>
<tbody>${others.map(problemRow)}</tbody></table></details>`;
};

const answerTypes = ({ responses }: ApiOperation): string => {
  const types = Object.keys(responses['200']?.content ?? {});
  return types.join(' or ');
};

/** All about one operation. */
export const operationSection = (operation: ApiOperation, schemas: Schemas): Html => {
  const { operationId, method, path, summary, description, requestBody, responses } = operation;
  const role = operation['x-role'];
  const body = requestBody?.content['application/json']?.schema;
  const answer = responses['200']?.content['application/json']?.schema;
  return html`<section class="operation" id="${operationId}" aria-labelledby="${operationId}-title">
<h2 id="${operationId}-title">${methodBadge(method)} <code>${path}</code> <span class="summary">${summary}</span></h2>
<p>${prose(description.replace(` Asks for the role ${role}.`, ''))}</p>
<p><strong>Who may ask:</strong> ${askers[role]}</p>
${parameterTable(operation)}
${body === undefined ? none : html`<h3>Body</h3>${fieldTable(body, schemas, `Body of ${method} ${path}`)}`}
<h3>Examples</h3>
${exampleCalls(operation, schemas).map(exampleBlock)}
<h3>Answer</h3>
<p>${answerTypes(operation)}</p>
${answer === undefined ? none : fieldTable(answer, schemas, `Answer of ${method} ${path}`)}
${problemTable(operation)}
</section>`;
};
