import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTrace } from '#local/fleet/readTrace.ts';

const withBase =
  'component,endpoint,variant,model,team,gpus_per_copy,base\na,chat,AllTraffic,llama,search,4,\nb,chat,AllTraffic,mistral,,1,\n';
const sound = {
  'components.csv':
    'component,endpoint,variant,model,team,gpus_per_copy\na,chat,AllTraffic,llama,search,4\nb,chat,AllTraffic,mistral,,1\n',
  'instances.csv':
    'time,endpoint,variant,instance_type,instances\n2026-01-01T00:00:00Z,chat,AllTraffic,ml.g6.12xlarge,2\n',
  'copies.csv': 'time,component,copies\n2026-01-01T01:00:00Z,b,2\n2026-01-01T00:00:00Z,a,1\n',
};

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tenner-trace-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true });
});

const write = async (files: Readonly<Record<string, string | Buffer>>): Promise<void> => {
  for (const [name, content] of Object.entries({ ...sound, ...files }))
    await writeFile(join(dir, name), content);
};

describe('readTrace', () => {
  it('reads the rows in order of time, with times in epoch seconds', async () => {
    await write({ 'invocations.csv': 'time,seconds,component,invocations\n2026-01-01T00:30:00Z,600,a,42\n' });
    expect(await readTrace(dir)).toEqual({
      components: [
        {
          component: 'a',
          endpoint: 'chat',
          variant: 'AllTraffic',
          model: 'llama',
          team: 'search',
          gpusPerCopy: 4,
        },
        {
          component: 'b',
          endpoint: 'chat',
          variant: 'AllTraffic',
          model: 'mistral',
          team: undefined,
          gpusPerCopy: 1,
        },
      ],
      instances: [
        {
          time: 1_767_225_600,
          endpoint: 'chat',
          variant: 'AllTraffic',
          instanceType: 'ml.g6.12xlarge',
          instances: 2,
        },
      ],
      copies: [
        { time: 1_767_225_600, component: 'a', copies: 1 },
        { time: 1_767_229_200, component: 'b', copies: 2 },
      ],
      invocations: [{ time: 1_767_227_400, seconds: 600, component: 'a', invocations: 42 }],
      start: 1_767_225_600,
      end: 1_767_229_200,
    });
  });

  it('reads gzipped files, a byte order mark, CRLF and columns in another order alike', async () => {
    await write({});
    await rm(join(dir, 'copies.csv'));
    await writeFile(
      join(dir, 'copies.csv.gz'),
      gzipSync('\ufeffcopies,time,component\r\n3,2026-01-01T00:00:00Z,b\r\n'),
    );
    expect((await readTrace(dir)).copies).toEqual([{ time: 1_767_225_600, component: 'b', copies: 3 }]);
  });

  it.each([
    [
      'copies.csv',
      'time,component,copys\n',
      ':1: column copies: is missing; the columns are time, component, copies',
    ],
    [
      'copies.csv',
      'time,component,copies,note\n',
      ':1: column note: is unknown; the columns are time, component, copies',
    ],
    ['copies.csv', '', ':1: column time: is missing'],
    [
      'copies.csv',
      'time,component,copies\n2026-01-01 00:00:00,a,1\n',
      ':2: column time: "2026-01-01 00:00:00" is wrong; write an instant in UTC to the second, such as 2026-01-01T00:00:00Z',
    ],
    [
      'copies.csv',
      'time,component,copies\n2026-02-30T00:00:00Z,a,1\n',
      ':2: column time: "2026-02-30T00:00:00Z" is wrong',
    ],
    [
      'copies.csv',
      'time,component,copies\n2026-01-01T00:00:00.5Z,a,1\n',
      ':2: column time: "2026-01-01T00:00:00.5Z" is wrong',
    ],
    [
      'copies.csv',
      'time,component,copies\n2026-01-01T00:00:00Z,a,1.5\n',
      ':2: column copies: "1.5" is wrong; write a whole number from 0 to 100000',
    ],
    ['copies.csv', 'time,component,copies\n2026-01-01T00:00:00Z,a,-1\n', ':2: column copies: "-1" is wrong'],
    ['copies.csv', 'time,component,copies\n\n2026-01-01T00:00:00Z,a,\n', ':3: column copies: is empty'],
    [
      'copies.csv',
      'time,component,copies\n2026-01-01T00:00:00Z,a\n',
      ':2: has 2 values; write 3, one for each column',
    ],
    ['copies.csv', 'time,component,copies\n2026-01-01T00:00:00Z,"a,1\n', ':2: is not CSV: '],
    [
      'copies.csv',
      'time,component,copies\n2026-01-01T00:00:00Z,c,1\n',
      ':2: column component: c is unknown; name one of components.csv',
    ],
    [
      'copies.csv',
      'time,component,copies\n2026-01-01T00:00:00Z,a,1\n2026-01-01T00:00:00Z,a,2\n',
      ':3: column time: a row of this time and component already stands at ',
    ],
    [
      'components.csv',
      `${sound['components.csv']}a,chat,AllTraffic,llama,search,4\n`,
      ':4: column component: a already stands at ',
    ],
    [
      'components.csv',
      `${sound['components.csv']}a,other,AllTraffic,llama,search,4\n`,
      ':4: column endpoint: a is on chat at ',
    ],
    [
      'components.csv',
      `${sound['components.csv']}c_d,chat,AllTraffic,llama,search,4\n`,
      ':4: column component: "c_d" is wrong; write a SageMaker name',
    ],
    [
      'components.csv',
      `${sound['components.csv']}c-,chat,AllTraffic,llama,search,4\n`,
      ':4: column component: "c-" is wrong',
    ],
    [
      'components.csv',
      `${sound['components.csv']}c,chat,AllTraffic,llama,search,0\n`,
      ':4: column gpus_per_copy: "0" is wrong; write a whole number from 1',
    ],
    [
      'components.csv',
      `${withBase}legal,chat,AllTraffic,lora,law,1,a\n`,
      ':4: column gpus_per_copy: is wrong; leave it empty: it has a base',
    ],
    [
      'components.csv',
      `${withBase}c,chat,AllTraffic,llama,search,,\n`,
      ':4: column gpus_per_copy: is wrong; write a whole number from 1 to 64',
    ],
    [
      'components.csv',
      `${withBase}legal,chat,canary,lora,law,,a\n`,
      ':4: column base: a is no base component of the same endpoint and variant',
    ],
    [
      'instances.csv',
      'time,endpoint,variant,instance_type,instances\n',
      ': has no rows; a fleet needs at least one instance',
    ],
    [
      'instances.csv',
      `${sound['instances.csv']}2026-01-01T00:00:00Z,chat,AllTraffic,ml.g6.12xlarge,3\n`,
      ':3: column time: a row of this time, endpoint, variant and type already',
    ],
    [
      'instances.csv',
      `${sound['instances.csv']}2026-01-02T00:00:00Z,chat,AllTraffic,g6.12xlarge,3\n`,
      ':3: column instance_type: "g6.12xlarge" is wrong',
    ],
    [
      'invocations.csv',
      'time,seconds,component,invocations\n2026-01-01T00:00:00Z,600,a,1\n2026-01-01T00:05:00Z,600,a,1\n',
      ':3: column time: lies inside the 600 seconds of ',
    ],
    ['copies.csv', Buffer.from([0x74, 0xff, 0xfe]), ': is not valid UTF-8'],
  ])('refuses %s with %j', async (name, content, fault) => {
    await write({ [name]: content });
    await expect(readTrace(dir)).rejects.toThrow(`${join(dir, name)}${fault}`);
  });

  it('tells every fault, up to twenty, one a line', async () => {
    const rows = Array.from({ length: 30 }, () => 'yesterday,a,many\n').join('');
    await write({ 'copies.csv': `time,component,copies\n${rows}` });
    const error = await readTrace(dir).catch((thrown: unknown) => thrown);
    const lines = (error as Error).message.split('\n');
    expect(lines).toHaveLength(21);
    expect(lines[19]).toContain('copies.csv:11: column copies: "many" is wrong');
    expect(lines[20]).toBe('… and 40 more faults');
  });

  it('names a missing file, a missing folder, a broken gzip and a file that is there twice', async () => {
    await expect(readTrace(join(dir, 'none'))).rejects.toThrow(`${join(dir, 'none')}: no such folder`);
    await write({});
    await rm(join(dir, 'copies.csv'));
    await expect(readTrace(dir)).rejects.toThrow(`${join(dir, 'copies.csv')}: no such file, nor as .gz`);
    await writeFile(join(dir, 'copies.csv.gz'), gzipSync(sound['copies.csv']).subarray(0, 30));
    await expect(readTrace(dir)).rejects.toThrow(`${join(dir, 'copies.csv.gz')}: is not gzip, or is cut off`);
    await write({});
    await expect(readTrace(dir)).rejects.toThrow(`${join(dir, 'copies.csv')}: is there plain and as .gz`);
  });
});
