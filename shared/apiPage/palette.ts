/** The colours of the page, by day and by night; each name stands for the same use in both. */
export const palettes = {
  light: {
    page: '#ffffff',
    text: '#1b1f24',
    muted: '#525b66',
    line: '#d3d9e0',
    panel: '#f5f7f9',
    link: '#0a54b8',
    needed: '#a1260d',
    get: '#0b5c33',
    'get-back': '#dff3e7',
    post: '#734600',
    'post-back': '#fcefd6',
    put: '#54349b',
    'put-back': '#ece5fa',
  },
  dark: {
    page: '#14171c',
    text: '#e6e9ee',
    muted: '#a8b2bf',
    line: '#363d48',
    panel: '#1d2229',
    link: '#82b6ff',
    needed: '#ff9d86',
    get: '#84dcae',
    'get-back': '#12301f',
    post: '#f0c678',
    'post-back': '#382809',
    put: '#cdb9ff',
    'put-back': '#2b2147',
  },
} as const;

export type ColourName = keyof typeof palettes.light;

/** Which colour stands on which. */
export const pairs: readonly (readonly [ColourName, ColourName])[] = [
  ['text', 'page'],
  ['text', 'panel'],
  ['muted', 'page'],
  ['muted', 'panel'],
  ['link', 'page'],
  ['link', 'panel'],
  ['needed', 'page'],
  ['get', 'get-back'],
  ['post', 'post-back'],
  ['put', 'put-back'],
];
