import type { ApiOperation, ApiParameter } from './apiDocument.ts';
import { describeValues } from './fieldTable.ts';
import { type Html, html, none, prose } from './html.ts';

const places = { path: 'in the path', query: '', header: 'a header' } as const;

const parameterRow = ({ name, in: place, required, description, schema }: ApiParameter): Html => {
  const needed = required ? html` <strong class="needed">needed</strong>` : none;
  const where = places[place] === '' ? none : html` <span class="note">${places[place]}</span>`;
  return html`<tr><th scope="row"><code>${name}</code>${needed}${where}</th><td><p>${prose(description)}</p>${describeValues(schema)}</td></tr>`;
};

/** What may be asked with an operation; nothing where it has no parameters. */
export const parameterTable = ({ parameters, method, path }: ApiOperation): Html =>
  parameters.length === 0
    ? none
    : html`<h3>Parameters</h3>
<table><caption>Parameters of ${method} ${path}</caption>
<thead><tr><th scope="col">Parameter</th><th scope="col">What it asks for</th></tr></thead>
<tbody>${parameters.map(parameterRow)}</tbody></table>`;
