import { describe, expect, it } from 'vitest';
import { findUnnamedPackages } from './importRules.ts';
import { parseModule } from './parseModule.ts';
import { readManifest, readModules } from './readProject.ts';

const manifest = readManifest();
const exact = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

describe('package.json', () => {
  it('pins every package to one version', () => {
    const { dependencies, devDependencies, peerDependencies = {}, optionalDependencies = {} } = manifest;
    const pins = Object.entries({
      ...dependencies,
      ...devDependencies,
      ...peerDependencies,
      ...optionalDependencies,
    });
    expect(pins.length).toBeGreaterThan(20);
    expect(pins.filter(([, version]) => !exact.test(version))).toEqual([]);
  });

  it('names no package twice', () => {
    const runtime = Object.keys(manifest.dependencies);
    expect(runtime.filter((name) => manifest.devDependencies[name] !== undefined)).toEqual([]);
  });

  it('names every package that a file imports', () => {
    expect(findUnnamedPackages(readModules(), manifest)).toEqual([]);
  });
});

describe('the check of pins', () => {
  it.each(['^1.2.3', '~1.2.3', '1.2', '1.x', '*', 'latest', '>=1.2.3', 'file:../a', ''])(
    'refuses %s',
    (version) => {
      expect(version).not.toMatch(exact);
    },
  );
});

describe('findUnnamedPackages', () => {
  const small = { dependencies: { zod: '4.6.7' }, devDependencies: { '@types/aws-lambda': '8.10.164' } };
  const judge = (text: string) => findUnnamedPackages([parseModule('shared/a.ts', text)], small);

  it('finds a package that stands under another one only', () => {
    expect(judge(`import { Sha256 } from '@smithy/core/hash';`)).toEqual(['shared/a.ts → @smithy/core/hash']);
  });

  it("finds a module of Node's without its prefix", () => {
    expect(judge(`import { readFileSync } from 'fs';`)).toEqual(['shared/a.ts → fs']);
  });

  it('takes types from a package of types, and nothing else', () => {
    expect(judge(`import type { SQSEvent } from 'aws-lambda';`)).toEqual([]);
    expect(judge(`import { SQSEvent } from 'aws-lambda';`)).toEqual(['shared/a.ts → aws-lambda']);
  });

  it('lets pass an inner path of a named package', () => {
    expect(judge(`import * as z from 'zod/mini'; import { join } from 'node:path';`)).toEqual([]);
  });
});
