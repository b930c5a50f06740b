import { type ApiOperation, readApiDocument } from './apiDocument.ts';
import { askingSection } from './askingSection.ts';
import { type Html, html, prose } from './html.ts';
import { methodBadge, operationSection } from './operationSection.ts';
import { pageStyle } from './pageStyle.ts';

const navItem = ({ operationId, method, path, summary }: ApiOperation): Html =>
  html`<li><a href="#${operationId}">${methodBadge(method)} <code>${path}</code><span class="summary">${summary}</span></a></li>`;

/** The style goes in as it is: the page's policy knows it by its hash. */
const style: Html = { markup: pageStyle };

/** An OpenAPI document as a page for people: one HTML text without a script, all that it says escaped. */
export const renderApiPage = (given: unknown): string => {
  const document = readApiDocument(given);
  const { info, operations, schemas } = document;
  const { markup } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${info.title} API ${info.version}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#content">To the operations</a>
<header>
<h1>${info.title} API <span class="version">${info.version}</span></h1>
<p>${prose(info.description)}</p>
</header>
<nav aria-label="Operations">
<ul><li><a href="#asking">How to ask</a></li>${operations.map(navItem)}</ul>
</nav>
<main id="content">
${askingSection(document)}
${operations.map((operation) => operationSection(operation, schemas))}
</main>
<footer><p>Made from <a href="openapi.json">openapi.json</a>, the description for programs.</p></footer>
</body>
</html>
`;
  return markup;
};
