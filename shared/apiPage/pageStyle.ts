import { palettes } from './palette.ts';

const variables = (palette: Readonly<Record<string, string>>): string =>
  Object.entries(palette)
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(' ');

/** How far fields within others are indented; the page's policy allows no styles at elements. */
const indents = [1, 2, 3, 4, 5, 6, 7, 8].map(
  (depth) => `.d${depth} { padding-left: ${depth * 1.1 + 0.6}rem; }`,
);

/** The style of the page, for screens from a phone's on, by day and by night, and for paper. */
export const pageStyle = `
:root { color-scheme: light dark; ${variables(palettes.light)} }
@media (prefers-color-scheme: dark) { :root { ${variables(palettes.dark)} } }
*, ::before, ::after { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; font-size: .875em; }
code { overflow-wrap: anywhere; }
p code { background: var(--panel); border-radius: .25rem; padding: .1em .3em; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible, pre:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--page); padding: .5rem 1rem; z-index: 1; }
header, main, footer { max-width: 54rem; padding: 0 1.25rem; margin: 0 auto; }
header { padding-top: 2rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem; letter-spacing: -.01em; }
h1 .version { font-size: 1rem; font-weight: 400; color: var(--muted); letter-spacing: 0; }
h2 { font-size: 1.3rem; line-height: 1.35; margin: 0 0 .75rem; }
h2 code { font-size: 1em; }
h2 .summary { display: block; font-size: 1.0625rem; font-weight: 600; margin-top: .35rem; }
h3 { font-size: 1rem; margin: 1.75rem 0 .5rem; }
p { margin: 0 0 .75rem; }
.note, .type { color: var(--muted); font-size: .8125rem; font-weight: 400; }
.needed { color: var(--needed); font-size: .8125rem; }
section { padding: 2.25rem 0; border-top: 1px solid var(--line); }
section:first-child { border-top: 0; }
.method { display: inline-block; min-width: 3.25rem; padding: .1rem .45rem; border-radius: .3rem; text-align: center; font: 700 .75rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; letter-spacing: .03em; vertical-align: .1em; }
.get { color: var(--get); background: var(--get-back); }
.post { color: var(--post); background: var(--post-back); }
.put { color: var(--put); background: var(--put-back); }
nav { max-width: 54rem; margin: 0 auto; padding: 1rem 1.25rem; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav a { display: block; padding: .3rem .4rem; border-radius: .3rem; text-decoration: none; color: var(--text); }
nav a:hover { background: var(--panel); color: var(--link); }
nav .summary { display: block; color: var(--muted); font-size: .8125rem; line-height: 1.35; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; margin: 0 0 1rem; font-size: .9375rem; }
caption { text-align: left; color: var(--muted); font-size: .8125rem; padding-bottom: .35rem; }
th, td { text-align: left; vertical-align: top; padding: .55rem .6rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
thead th { font-size: .8125rem; color: var(--muted); font-weight: 600; border-bottom-width: 2px; }
th:first-child { width: 34%; }
tbody th { font-weight: 600; }
tbody th .note, tbody th .needed { display: inline-block; }
td p { margin: 0 0 .3rem; }
td p:last-child { margin-bottom: 0; }
th em { color: var(--muted); font-weight: 400; }
${indents.join('\n')}
pre { margin: 0 0 .75rem; padding: .8rem 1rem; background: var(--panel); border: 1px solid var(--line); border-radius: .4rem; overflow-x: auto; user-select: all; line-height: 1.5; }
pre code { overflow-wrap: normal; }
figure { margin: 0 0 .9rem; }
figcaption { color: var(--muted); font-size: .8125rem; margin-bottom: .25rem; }
details.fields { border: 1px solid var(--line); border-radius: .4rem; margin: 0 0 .75rem; }
summary { cursor: pointer; padding: .6rem .9rem; font-weight: 600; }
details.fields > table { margin: 0; }
details.fields > table caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
details.fields th:first-child:not([class^="d"]), details.fields th.d0 { padding-left: .9rem; }
details.fields tbody tr:last-child > * { border-bottom: 0; }
details[open] > summary { border-bottom: 1px solid var(--line); }
footer { padding-top: 1.5rem; padding-bottom: 3rem; border-top: 1px solid var(--line); color: var(--muted); }
@media (min-width: 70rem) {
  body { display: grid; grid-template-columns: 20rem minmax(0, 1fr); grid-template-rows: auto 1fr auto; }
  nav { grid-row: 1 / -1; grid-column: 1; margin: 0; position: sticky; top: 0; height: 100vh; overflow-y: auto; border-right: 1px solid var(--line); padding-top: 2rem; }
  header, main, footer { grid-column: 2; width: 100%; margin: 0; padding-left: 2.5rem; padding-right: 2.5rem; }
}
@media (max-width: 40rem) {
  h1 { font-size: 1.6rem; }
  header { padding-top: 1.25rem; }
  section { padding: 1.75rem 0; }
  nav .summary { display: none; }
  th:first-child { width: 36%; }
  details.fields th:first-child { width: 46%; }
  th, td { padding: .5rem .4rem; }
  pre { font-size: .9375rem; white-space: pre-wrap; overflow-wrap: anywhere; }
}
@media print {
  :root { ${variables(palettes.light)} }
  nav, .skip { display: none; }
  body { display: block; font-size: 10pt; }
  header, main, footer { max-width: none; padding-left: 0; padding-right: 0; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  details::details-content { display: block; content-visibility: visible; block-size: auto; }
  tr, pre { break-inside: avoid; }
  h2, h3, summary { break-after: avoid; }
}
`;
