import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { runTenner } from '#test/harness/runTenner.ts';

const hasShell = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;

describe('tenner completion', () => {
  describe.skipIf(!hasShell('bash'))('for bash', () => {
    let script: string;
    beforeAll(async () => {
      script = (await runTenner('completion', 'bash')).stdout;
    });
    /** What bash offers for the last word of a command line, cut into words as bash does. */
    const offered = (...words: string[]): string[] => {
      const ask = `${script}
        COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 ))
        complete -p tenner >/dev/null || exit 9
        _tenner; printf '%s\\n' "\${COMPREPLY[@]}"`;
      const { stdout, stderr, status } = spawnSync(
        'bash',
        ['--norc', '-c', ask, 'bash', 'tenner', ...words],
        {
          encoding: 'utf8',
        },
      );
      expect([status, stderr]).toEqual([0, '']);
      return stdout.split('\n').filter((line) => line !== '');
    };

    it('offers commands', () => {
      expect(offered('')).toEqual(
        expect.arrayContaining(['costs', 'health', 'owners', 'start', 'completion']),
      );
      expect(offered('co')).toEqual(['costs', 'completion']);
    });

    it('offers options of a command', () => {
      expect(offered('costs', '--share')).toEqual(['--share-idle', '--share-idle-over']);
      expect(offered('health', '--c')).toEqual([]);
      expect(offered('replay', '--publish')).toEqual(['--publish-frequency']);
    });

    it('offers what an option may be, behind a space or a sign of equality', () => {
      expect(offered('costs', '--cost-basis', '')).toEqual(['allocation', 'usage']);
      expect(offered('costs', '--sort', '-')).toEqual(['-cost', '-gpuSeconds']);
      expect(offered('costs', '--rate', '=', 'ch')).toEqual(['charge']);
      expect(offered('costs', '--rate', '=')).toEqual(['cost', 'charge']);
      expect(offered('costs', '--window', '')).toEqual([]);
    });

    it('offers the words of a command that has such', () => {
      expect(offered('owners', '')).toEqual(expect.arrayContaining(['check', 'apply', 'show']));
      expect(offered('completion', '')).toEqual(['bash', 'zsh', 'fish', '--help']);
    });
  });

  it.each(['zsh', 'fish'])(
    'prints a script for %s that it takes, where it is there to ask',
    async (shell) => {
      const { code, stdout } = await runTenner('completion', shell);
      expect(code).toBe(0);
      expect(stdout).toContain('cost-basis');
      expect(stdout).toContain('allocation usage');
      if (!hasShell(shell)) return;
      expect(spawnSync(shell, ['-n'], { input: stdout }).status).toBe(0);
    },
  );

  it('says which shells there are', async () => {
    const { code, stderr } = await runTenner('completion', 'tcsh');
    expect([code, stderr]).toEqual([2, 'tenner: completion takes one of bash, zsh, fish, not "tcsh"\n']);
  });
});
