// Runs before `npm start`, `npm test` and `npm run tenner`: installs the locked packages when they are
// absent or older than the lock, and says nothing when there is nothing to do. Plain JavaScript, because
// it runs on whatever Node >= 20 the machine has, before Node 24 is installed.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const modifiedAt = (path) => statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;

// npm writes node_modules/.package-lock.json last, so it marks a finished install.
if (modifiedAt('node_modules/.package-lock.json') < modifiedAt('package-lock.json')) {
  process.stderr.write('Installing the locked packages (npm ci), about half a minute ...\n');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    process.stderr.write('npm ci failed: see its message above. The npm registry must be reachable.\n');
    process.exit(1);
  }
}
