import { describe, expect, it } from 'vitest';
import { BadInputError } from '#shared/domain/errors.ts';
import { parseOwners } from '#shared/ownership/parseOwners.ts';
import { documentOf, ruleOf, teamOf } from '#test/builders/owners.ts';
import { at } from '#test/builders/samples.ts';

const parse = (value: unknown) => parseOwners(JSON.stringify(value));

/** The lines of the message, the first left out. */
const faultsOf = (value: unknown): string[] => {
  try {
    parse(value);
    return [];
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    return error.message
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
};

describe('an owners document', () => {
  it('reads teams, aliases and rules', () => {
    const owners = parse({
      tags: { component: ['Team'] },
      teams: [
        { code: 'search', name: 'Search', contact: 'search@example.com', costCentre: 'C-7', parent: 'all' },
        { code: 'all', costCentres: [{ costCentre: 'C-1', to: '2026-05-01T00:00:00Z' }] },
        { code: 'old', to: '2026-05-01T00:00:00Z', successor: 'search' },
      ],
      aliases: { srch: 'search' },
      rules: [
        { name: 'tags', match: { tag: { key: 'Team' } }, teamFromTag: true },
        {
          name: 'chat',
          from: '2026-05-01T00:05:00Z',
          match: { component: 'chat-*' },
          team: 'search',
          product: 'chat',
        },
        {
          name: 'rest',
          match: { component: '*' },
          shares: [
            { team: 'search', parts: 60 },
            { team: 'all', product: 'base', parts: 40 },
          ],
        },
      ],
    });
    const may = at('2026-05-01T00:00:00Z');
    const tag = { key: 'Team', value: '*', of: ['component', 'endpoint', 'model'] as const };
    expect(owners).toEqual(
      documentOf({
        tags: { component: ['Team'], endpoint: [], model: [] },
        teams: [
          teamOf('search', {
            name: 'Search',
            contact: 'search@example.com',
            parent: 'all',
            costCentres: [{ costCentre: 'C-7', from: undefined, to: undefined }],
          }),
          teamOf('all', { costCentres: [{ costCentre: 'C-1', from: undefined, to: may }] }),
          teamOf('old', { to: may, successor: 'search' }),
        ],
        aliases: new Map([['srch', 'search']]),
        rules: [
          ruleOf({ tag }, { kind: 'tag', product: undefined }, { name: 'tags' }),
          ruleOf(
            'chat-*',
            { kind: 'team', team: 'search', product: 'chat' },
            { name: 'chat', from: at('2026-05-01T00:05:00Z') },
          ),
          ruleOf(
            '*',
            {
              kind: 'shares',
              shares: [
                { team: 'search', product: undefined, parts: 60 },
                { team: 'all', product: 'base', parts: 40 },
              ],
            },
            { name: 'rest' },
          ),
        ],
      }),
    );
  });

  it('records the tags that its rules look at unless it says which', () => {
    const rules = [
      { name: 'one', match: { tag: { key: 'Team' } }, teamFromTag: true },
      { name: 'two', match: { tag: { key: 'Stage', of: ['endpoint'] } }, team: 'red' },
    ];
    expect(parse({ rules }).tags).toEqual({
      component: ['Team'],
      endpoint: ['Team', 'Stage'],
      model: ['Team'],
    });
  });

  it('tells every fault at once: where it is, what is wrong, and what would be right', () => {
    expect(
      faultsOf({
        tags: { component: ['Team'] },
        teams: [
          {
            code: 'red',
            parent: 'blue',
            costCentres: [{ costCentre: 'C-1' }, { costCentre: 'C-2', from: '2026-05-01T00:00:00Z' }],
          },
          { code: 'blue', parent: 'red', successor: 'green' },
          { code: 'blue' },
        ],
        aliases: { red: 'blue', rd: 'purple' },
        rules: [
          { name: 'a', from: '2026-05-01T00:03:00Z', match: { component: 'a' }, team: 'red' },
          { name: 'b', match: {}, team: 'red', shares: [{ team: 'red', parts: 0.5 }], colour: 'red' },
          { name: 'c', match: { component: 'c' }, teamFromTag: true },
          { match: { component: 'd' }, team: 7 },
          {
            name: 'e',
            from: '2026-05-02T00:00:00Z',
            to: '2026-05-01T00:00:00Z',
            match: { tag: { key: 'Stage' } },
            team: 'orange',
          },
        ],
      }),
    ).toMatchInlineSnapshot(`
      [
        "rules[0] "a": from is 2026-05-01T00:03:00Z, which is on no bucket edge; expected a whole five minutes, as in 00:05:00Z",
        "rules[1] "b": match is empty; expected a tag, or a pattern of component, endpoint or model ("*" for all)",
        "rules[1] "b": shares[0].parts is no whole number; expected one",
        "rules[1] "b" has an unknown key: "colour"",
        "rules[2] "c" takes the team from a tag, but matches none; expected match.tag",
        "rules[3]: name is missing; expected string",
        "rules[3]: team is of type number; expected string",
        "teams "red" has cost centres C-1 and C-2 at once; expected "to" of one no later than "from" of the next",
        "teams "red" is part of itself by its parents",
        "teams "blue" is listed twice; expected one team a code",
        "teams "blue" names "green" as its successor, which teams does not list; expected one of red, blue",
        "teams "blue" is part of itself by its parents",
        "teams "blue" has a successor but no end; expected "to", from when on the successor stands in its place",
        "aliases "red" is a team itself; expected another name",
        "aliases "rd" names "purple" as its team, which teams does not list; expected one of red, blue",
        "rules "e" holds from 2026-05-02T00:00:00Z to 2026-05-01T00:00:00Z, which is never; expected from before to",
        "rules "e" names "orange" as an owner, which teams does not list; expected one of red, blue",
        "rules "e" looks at the tag Stage, which is never recorded; expected it in tags.component or tags.endpoint or tags.model",
      ]
    `);
  });

  it.each([
    ['{', 'the owners document is not JSON: '],
    ['[]', 'the document is of type array; expected object'],
    ['{}', 'rules is missing; expected array'],
    ['{"rules":[],"team":[]}', 'the document has an unknown key: "team"'],
  ])('says what is wrong with %s', (text, message) => {
    expect(() => parseOwners(text)).toThrow(message);
  });

  it('takes any name for a team where none are listed', () => {
    expect(faultsOf({ rules: [{ name: 'a', match: { component: '*' }, team: 'anyone' }] })).toEqual([]);
  });
});
