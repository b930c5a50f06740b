import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html, prose } from '#shared/apiPage/html.ts';

const readBack = (markup: string): string =>
  markup
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

describe('html', () => {
  it('escapes whatever is no markup of its own', () => {
    const evil = `<script>alert("1" & '2')</script>`;
    const escaped = '&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;';
    expect(html`<p title="${evil}">${evil}${html`<b>${evil}</b>`}${[html`<i>${1}</i>`]}</p>`.markup).toBe(
      `<p title="${escaped}">${escaped}<b>${escaped}</b><i>1</i></p>`,
    );
    expect(prose('a `<b>` & `c').map(({ markup }) => markup)).toEqual([
      'a ',
      '<code>&lt;b&gt;</code>',
      ' &amp; ',
      '<code>c</code>',
    ]);
  });

  it('leaves nothing of a text that could end it, and loses nothing of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { markup } = html`${text}`;
        expect(markup).not.toMatch(/[<>"']/);
        expect(readBack(markup)).toBe(text);
      }),
    );
  });
});
