import { writeFileSync } from 'node:fs';
import { generateClient } from './generateClient.ts';

// `npm run client`: after a change of what can be asked.
writeFileSync(new URL('../../shared/client/tennerApi.ts', import.meta.url), await generateClient());
