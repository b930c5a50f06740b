import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { eventDocs } from './eventDocs.ts';

// `npm run events`: after a change of what events are, or say.
const folder = new URL('../../docs/events/', import.meta.url);
rmSync(folder, { recursive: true, force: true });
mkdirSync(new URL('samples/', folder), { recursive: true });
for (const [path, text] of eventDocs()) writeFileSync(new URL(path, folder), text);
