import type { SchemaNode, Schemas } from './apiDocument.ts';
import { type Html, html, joinHtml, none, prose } from './html.ts';
import { type Field, listFields } from './listFields.ts';

const code = (value: unknown): Html =>
  html`<code>${typeof value === 'string' ? value : JSON.stringify(value)}</code>`;

const codes = (values: readonly unknown[]): Html[] => joinHtml(values.map(code), html`, `);

/** JSON's own bounds of whole numbers tell nothing. */
const isTold = (bound: number | undefined): bound is number =>
  bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;

/** Values, bounds, default and examples, each where there is one. */
export const describeValues = (node: SchemaNode): Html[] => [
  ...(node.enum === undefined ? [] : [html`<p>One of ${codes(node.enum)}</p>`]),
  ...(isTold(node.maximum) ? [html`<p>From ${node.minimum ?? 'less'} to ${node.maximum}</p>`] : []),
  ...(node.maxItems === undefined ? [] : [html`<p>At most ${node.maxItems}</p>`]),
  ...(node.default === undefined ? [] : [html`<p>Default ${code(node.default)}</p>`]),
  ...(node.examples === undefined || node.properties !== undefined
    ? []
    : [html`<p>Such as ${codes(node.examples)}</p>`]),
];

const describeField = ({ node, type, isOptional }: Field): Html[] => [
  html`<p class="type">${type}${isOptional ? ', may be missing' : ''}</p>`,
  node.description === undefined ? none : html`<p>${prose(node.description)}</p>`,
  ...describeValues(node),
];

const fieldRow = (field: Field): Html => {
  const { depth, name } = field;
  const mark = name === undefined ? html`<em>either</em>` : html`<code>${name}</code>`;
  return html`<tr><th scope="row" class="d${depth}">${mark}</th><td>${describeField(field)}</td></tr>`;
};

/** A table of the fields of what a schema describes, those within others indented; nothing where there are none. */
export const fieldTable = (schema: SchemaNode, schemas: Schemas, title: string): Html => {
  const fields = listFields(schema, schemas);
  if (fields.length === 0) return none;
  return html`<details class="fields"><summary>${title} <span class="note">${fields.length === 1 ? 'one field' : `${fields.length} fields`}</span></summary>
<table><caption>${title}</caption>
<thead><tr><th scope="col">Field</th><th scope="col">What it says</th></tr></thead>
<tbody>${fields.map(fieldRow)}</tbody></table></details>`;
};
