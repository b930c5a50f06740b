/** What is written in letters of its own. */
const spellings: Readonly<Record<string, string>> = {
  gpu: 'GPU',
  gpus: 'GPUs',
  vcpu: 'vCPU',
  cpu: 'CPU',
  usd: 'USD',
  id: 'ID',
  arn: 'ARN',
  url: 'URL',
};

/** A field's name as words: `unpricedGpuSeconds` → `unpriced GPU seconds`. That a figure is dollars it says itself: `costUsd` → `cost`. */
export const wordsOf = (name: string): string =>
  name
    .replace(/(?<=.)Usd$/, '')
    .replace(/([a-z])([A-Z0-9])|([0-9])([A-Z])/g, '$1$3 $2$4')
    .split(' ')
    .map((word) => spellings[word.toLowerCase()] ?? (/^[A-Z][a-z]/.test(word) ? word.toLowerCase() : word))
    .join(' ');
