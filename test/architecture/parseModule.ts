import { parseAst } from 'vitest/node';

export type Import = {
  /** As written; undefined for a dynamic import of something computed. */
  specifier: string | undefined;
  /** Whether it is gone when the file runs. */
  isType: boolean;
};

/** What the architecture's rules need to know of one source file. */
export type Module = {
  /** From the project's root, with `/`. */
  path: string;
  lines: number;
  imports: readonly Import[];
  /** Whether it only passes on what other files export. */
  isBarrel: boolean;
  /** Where it asks the machine for time or chance, as written: `Date.now`, `new Date()`, `Math.random`. */
  ambient: readonly string[];
  /** Whether it replaces modules by mocks. */
  mocksModules: boolean;
};

type Node = { type: string } & Record<string, unknown>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

function* walk(value: unknown): Generator<Node> {
  if (isNode(value)) yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const child of Array.isArray(value) ? value : Object.values(value)) yield* walk(child);
}

const isNamed = (value: unknown, name: string): boolean =>
  isNode(value) && value.type === 'Identifier' && value.name === name;

const textOf = (value: unknown): string | undefined =>
  isNode(value) && value.type === 'Literal' && typeof value.value === 'string' ? value.value : undefined;

const readImport = (node: Node): Import | undefined => {
  switch (node.type) {
    case 'ImportDeclaration':
      return { specifier: textOf(node.source), isType: node.importKind === 'type' };
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      if (node.source === null) return undefined;
      return { specifier: textOf(node.source), isType: node.exportKind === 'type' };
    case 'ImportExpression':
      return { specifier: textOf(node.source), isType: false };
    case 'TSImportType':
      return { specifier: textOf(node.source), isType: true };
    default:
      return undefined;
  }
};

/** `Date.now`, `globalThis.Date.now` and the like: the object's last name and the property's. */
const memberName = (node: Node): string => {
  const owner = node.object as Node;
  const holder = owner.type === 'MemberExpression' ? owner.property : owner;
  return `${(holder as Node).name ?? ''}.${(node.property as Node).name ?? textOf(node.property) ?? ''}`;
};

const readAmbient = (node: Node): string | undefined => {
  const hasNoArguments = Array.isArray(node.arguments) && node.arguments.length === 0;
  if (node.type === 'NewExpression' && isNamed(node.callee, 'Date') && hasNoArguments) return 'new Date()';
  if (node.type === 'CallExpression' && isNamed(node.callee, 'Date')) return 'Date()';
  if (node.type !== 'MemberExpression') return undefined;
  const name = memberName(node);
  return ['Date.now', 'Math.random', 'performance.now'].includes(name) ? name : undefined;
};

const mocksModule = (node: Node): boolean =>
  node.type === 'MemberExpression' && ['vi.mock', 'vi.doMock', 'vitest.mock'].includes(memberName(node));

const passesOn = (node: Node): boolean =>
  node.type === 'ExportAllDeclaration' ||
  (node.type === 'ExportNamedDeclaration' && node.declaration === null);

const isBarrel = (body: readonly Node[]): boolean =>
  body.some(passesOn) && body.every((node) => node.type === 'ImportDeclaration' || passesOn(node));

export const parseModule = (path: string, text: string): Module => {
  const program = parseAst(text, { lang: 'ts' });
  const nodes = [...walk(program)];
  return {
    path,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    imports: nodes.map(readImport).filter((found) => found !== undefined),
    isBarrel: isBarrel(program.body as unknown as Node[]),
    ambient: nodes.map(readAmbient).filter((found) => found !== undefined),
    mocksModules: nodes.some(mocksModule),
  };
};
