import { describe, expect, it } from 'vitest';
import { apiVersion } from '#shared/api/apiVersion.ts';
import { toOpenApi } from '#shared/api/openApi.ts';
import { operations } from '#shared/api/operations.ts';
import { readApiDocument } from '#shared/apiPage/apiDocument.ts';

const raw = toOpenApi(operations, apiVersion);
const document = readApiDocument(raw);
const byId = (id: string) => document.operations.find(({ operationId }) => operationId === id);

describe('the OpenAPI document', () => {
  it('refers to nothing that is not in it', () => {
    const names = [...JSON.stringify(raw).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name,
    );
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => document.schemas[name ?? ''] === undefined)).toEqual([]);
    expect(JSON.stringify(raw)).not.toContain('#/$defs/');
  });

  it('says of every parameter what it asks for, and of every operation what it does', () => {
    const silent = document.operations.flatMap(({ operationId, summary, description, parameters }) => [
      ...(summary === '' || !description.endsWith('.') ? [operationId] : []),
      ...parameters.filter((each) => each.description === '').map(({ name }) => `${operationId} ${name}`),
    ]);
    expect(silent).toEqual([]);
  });

  it('tells defaults and examples of texts that are read into something else', () => {
    const parameters = new Map(byId('listCosts')?.parameters.map((each) => [each.name, each]));
    expect(parameters.get('aggregate')?.schema).toMatchObject({
      default: 'team,model',
      examples: ['team', 'endpoint,component', 'tag:env'],
    });
    expect(parameters.get('zone')).toMatchObject({ example: 'Europe/Berlin', schema: { default: 'UTC' } });
  });

  it('has each problem where it can come about', () => {
    const statuses = (id: string) => Object.keys(byId(id)?.responses ?? {}).join(' ');
    expect(statuses('listCosts')).toBe('200 304 400 401 403 404 409');
    expect(statuses('readOwners')).toBe('200 304 400 401 403 404');
    expect(statuses('replaceOwners')).toBe('200 400 401 403 412 428');
    expect(statuses('checkOwners')).toBe('200 400 401 403 404');
    expect(statuses('listStatements')).toBe('200 304 400 401 403');
    expect(statuses('putBudget')).toBe('200 400 401 403 404 412 428');
    expect(statuses('wakeBudget')).toBe('200 400 401 403 404');
    expect(statuses('readDocs')).toBe('200 304 400');
  });

  it('asks a change for the version that it replaces', () => {
    expect(byId('replaceRates')?.parameters).toMatchObject([
      { name: 'If-Match', in: 'header', required: true },
    ]);
    expect(byId('checkRates')?.parameters.map(({ name }) => name)).toEqual(['window', 'zone']);
  });

  it('describes documents by the schemas that read them', () => {
    expect(document.schemas.AccessDocument?.properties?.grants?.items?.properties?.role?.enum).toEqual([
      'team',
      'finance',
      'admin',
    ]);
    expect(document.schemas.OwnersDocument?.required).toEqual(['rules']);
  });
});
