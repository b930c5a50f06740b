import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compactJson } from '#cli/ask/compactJson.ts';
import { views } from '#cli/ask/views.ts';

const show = (id: string, answer: unknown): string | undefined =>
  views.find(({ operation }) => operation.id === id)?.render(answer, {});

const versions = [
  {
    version: 1,
    at: '2026-01-02T09:00:00Z',
    who: 'ann',
    note: 'first\u001b[2J',
    changesFrom: '1970-01-01T00:00:00Z',
    isApplied: true,
  },
  { version: 2, at: '2026-01-03T09:00:00Z', who: 'bob', note: 'typo', changesFrom: null, isApplied: false },
];

describe('the views of documents', () => {
  it('show every version, and the one in force as it can be given again', () => {
    const document = {
      rules: [
        { name: 'chat', match: { component: 'chat-*' }, team: 'assistants' },
        {
          name: 'a rule of which there is more to be said',
          match: { component: ['one', 'two'] },
          team: 'search',
        },
      ],
      teams: [],
    };
    expect(show('readOwners', { version: 2, inForce: 2, document, versions })).toBe(`\
VERSION  WHEN                  WHO  CHANGES FROM   APPLIED  NOTE
1        2026-01-02T09:00:00Z  ann  the beginning  yes      first\\x1b[2J
2        2026-01-03T09:00:00Z  bob  never          not yet  typo

Version 2, in force:

{
  "rules": [
    { "name": "chat", "match": { "component": "chat-*" }, "team": "assistants" },
    {
      "name": "a rule of which there is more to be said",
      "match": { "component": ["one", "two"] },
      "team": "search"
    }
  ],
  "teams": []
}`);
  });

  it('say nothing of figures where none change by the document', () => {
    const own = versions.map((each) => ({ ...each, changesFrom: null, isApplied: true }));
    const shown = show('readAccess', { version: 2, inForce: 2, document: { grants: [] }, versions: own });
    expect(shown?.split('\n').slice(0, 3)).toEqual([
      'VERSION  WHEN                  WHO  NOTE',
      '1        2026-01-02T09:00:00Z  ann  first\\x1b[2J',
      '2        2026-01-03T09:00:00Z  bob  typo',
    ]);
  });

  it('show another version as what it is', () => {
    const answer = { version: 1, inForce: 2, document: { grants: [] }, versions };
    expect(show('readAccess', answer)?.split('\n').slice(-5)).toEqual([
      'Version 1:',
      '',
      '{',
      '  "grants": []',
      '}',
    ]);
  });

  it.each([
    ['readOwners', 'No owners document was given: the Team tag of a component names its team.'],
    [
      'readRates',
      'No rates document was given: what is paid is the list price, and what is charged is what is paid.',
    ],
    ['readAccess', 'No access document was given: nobody sees anything through the API.'],
  ])('say of %s what holds while none was given', (id, text) => {
    expect(show(id, { version: 0, inForce: 0, document: null, versions: [] })).toBe(text);
  });
});

describe('the views of lists that are empty as yet', () => {
  it('say so in a sentence, and show what comes by its fields', () => {
    expect(show('listBudgets', { budgets: [] })).toBe('There are no budgets.');
    expect(show('listStatements', { statements: [] })).toBe('There are no statements.');
    expect(show('listBudgets', { budgets: [{ team: 'red', amountUsd: '1000.000000000' }] })).toBe(
      'TEAM     AMOUNT\nred   $1,000.00',
    );
  });
});

describe('the view of the API’s description', () => {
  it('is JSON', () => {
    expect(show('readDescription', { openapi: '3.1.0' })).toBe('{\n  "openapi": "3.1.0"\n}');
  });
});

describe('compactJson', () => {
  it('is the same document, safe for a terminal, in lines that are not long', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (document) => {
        const text = compactJson(document);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(document)));
        expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
      }),
    );
  });
});
