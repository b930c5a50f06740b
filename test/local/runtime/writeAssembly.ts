// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation writes its placeholders so
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A resource that runs `code` (an ES module that exports `handler`). */
export const functionResource = (key: string, properties: Record<string, unknown> = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: { S3Bucket: { 'Fn::Sub': 'assets-${AWS::Region}' }, S3Key: `${key}.zip` },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Role: 'arn:aws:iam::111122223333:role/any',
    ...properties,
  },
});

/** Writes a synthesized assembly `Demo` to a new temporary folder. @param bundles index.mjs by asset key. */
export const writeAssembly = (
  template: Record<string, unknown>,
  bundles: Readonly<Record<string, string>> = {},
): { templateFile: string; assemblyDir: string } => {
  const assemblyDir = mkdtempSync(join(tmpdir(), 'tenner-assembly-'));
  const files: Record<string, unknown> = {};
  for (const [key, code] of Object.entries(bundles)) {
    mkdirSync(join(assemblyDir, `asset.${key}`));
    writeFileSync(join(assemblyDir, `asset.${key}`, 'index.mjs'), code);
    files[key] = {
      source: { path: `asset.${key}`, packaging: 'zip' },
      destinations: { current: { bucketName: 'assets', objectKey: `${key}.zip` } },
    };
  }
  const templateFile = join(assemblyDir, 'Demo.template.json');
  writeFileSync(templateFile, JSON.stringify(template));
  writeFileSync(join(assemblyDir, 'Demo.assets.json'), JSON.stringify({ files }));
  return { templateFile, assemblyDir };
};
