/** Markup that may stand in a page as it is. */
export type Html = { readonly markup: string };

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeText = (text: string): string => text.replace(/[&<>"']/g, (letter) => entities[letter] ?? '');

type Part = string | number | Html | readonly Html[];

const toMarkup = (part: Part): string => {
  if (typeof part === 'string' || typeof part === 'number') return escapeText(String(part));
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('');
};

/**
 * Markup of a template. Whatever stands in it as a text is escaped, within an element and within a quoted attribute: only what was made
 * here goes in as it is.
 */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  markup: strings.map((text, index) => text + toMarkup(parts[index] ?? '')).join(''),
});

export const none: Html = html``;

/** With something between each and the next. */
export const joinHtml = (items: readonly Html[], between: Html): Html[] =>
  items.flatMap((item, index) => (index === 0 ? [item] : [between, item]));

/** A text of the document, what stands between `…` as code. */
export const prose = (text: string): Html[] =>
  text.split('`').map((part, index) => (index % 2 === 0 ? html`${part}` : html`<code>${part}</code>`));
