/** The reader of HCL: what it reads, where it says that a part is, and what it says of faults. */
import { describeArmText, isArmText } from '../../src/arm/arm-value';
import type { ArmValue } from '../../src/arm/arm-value';
import { positionAt } from '../../src/diagnostics/source';
import { evaluateHcl } from '../../src/hcl/evaluate-hcl';
import { attributeNamed, sourceText } from '../../src/hcl/hcl-tree';
import type { HclExpression } from '../../src/hcl/hcl-tree';
import { parseHcl } from '../../src/hcl/parse-hcl';
import { parseHclJson } from '../../src/hcl/parse-hcl-json';
import { readValueFile } from '../../src/hcl/value-files';

function expressionOf(text: string): HclExpression {
  const result = parseHcl({ path: 'a.hcl', text: `x = ${text}\n` });
  if (!result.ok) throw new Error(result.message);
  const found = attributeNamed(result.body, 'x');
  if (!found) throw new Error('no x');
  return found.value;
}

const variables: Readonly<Record<string, ArmValue>> = {
  name: 'web',
  count: 3,
  zones: ['a', 'b'],
  tags: { team: 'one', 'cost-center': 7 },
};

function valueOf(text: string): ArmValue {
  return evaluateHcl(expressionOf(text), {
    reference: ([root, name = '']) =>
      root === 'var' ? { value: variables[name] ?? null, used: 2 } : undefined,
    names: new Map(),
    functions: {},
    budget: { steps: 10_000 },
  });
}

test.each<[string, ArmValue]>([
  ['"plain"', 'plain'],
  [String.raw`"a\tb\\c\"d\u00e9"`, 'a\tb\\c"dé'],
  ['"$${x} %%{y} 100% $5"', '${x} %{y} 100% $5'],
  ['"${var.name}-${var.count}"', 'web-3'],
  ['"${var.zones}"', ['a', 'b']],
  ['"${~ var.name ~}"', 'web'],
  ['<<EOT\none\n  ${var.name}\nEOT', 'one\n  web\n'],
  ['<<-EOT\n    one\n      two ${var.name}\n\n    EOT', 'one\n  two web\n\n'],
  ['[1, -2, 3.5, true, null,]', [1, -2, 3.5, true, null]],
  ['{ a = 1, "b" : 2\n c = [3] }', { a: 1, b: 2, c: [3] }],
  ['{ (var.name) = 1 }', { web: 1 }],
  ['var.tags.team', 'one'],
  ['var.tags["cost-center"]', 7],
  ['var.zones[1]', 'b'],
  ['[for z in var.zones : upper(z) if z != "a"]', ['B']],
  ['{ for i, z in var.zones : z => i }', { a: 0, b: 1 }],
  ['{ for z in ["a", "a"] : z => 1... }', { a: [1, 1] }],
  ['[{ n = 1 }, { n = 2 }][*].n', [1, 2]],
  ['1 + 2 * 3 - 4 / 2', 5],
  ['!(1 < 2) || 3 >= 3 && "a" == "a"', true],
  ['var.count > 2 ? "many" : "few"', 'many'],
  ['(\n1 +\n2\n)', 3],
  ['concat(["a"], var.zones)', ['a', 'a', 'b']],
  ['max([1, 5]...)', 5],
  ['format("%s-%03d-%q-%%", "a", 7, "b")', 'a-007-"b"-%'],
  ['join(",", [for k, v in var.tags : "${k}=${v}"])', 'team=one,cost-center=7'],
  ['replace("a.b.c", "/[.]/", "-")', 'a-b-c'],
  ['regex_replace("2026-11-26", "(\\\\d+)-(\\\\d+).*", "$${1}$${2}")', '202611'],
  ['try(var.tags.missing, "standard")', 'standard'],
  ['can(var.tags.missing)', false],
  ['lookup(var.tags, "x", "y")', 'y'],
  ['merge(var.tags, { team = "two" }).team', 'two'],
  ['substr("abcdef", 1, -1)', 'bcdef'],
  ['jsonencode({ a = [1] })', '{"a":[1]}'],
  ['element(split(",", "a,b,c"), 4)', 'b'],
])('%s', (text, value) => {
  expect(valueOf(text)).toEqual(value);
});

test.each([
  ['timestamp()', 'it reads the clock'],
  ['file("x.sh")', 'it reads the disk of the machine that runs it'],
  ['vault("a", "b")', 'it asks another service'],
  ['missing.name', 'missing.name is not declared'],
  ['nofunction(1)', 'import does not know the function nofunction()'],
  ['var.zones[7]', 'the list has no item 7'],
  ['1 / 0', 'nothing can be divided by 0'],
  [`regex("(a+)+b", "${'a'.repeat(40)}")`, 'import does not run the pattern "(a+)+b"'],
])('%s has no static value, and says why', (text, why) => {
  const value = valueOf(text);
  if (!isArmText(value)) throw new Error(String(value));
  expect(value.parts[0]).toMatchObject({ symbol: 'unknown', why });
});

test('a text with an open part keeps the rest', () => {
  const value = valueOf('"img-${timestamp()}-x"');
  expect(isArmText(value) && describeArmText(value)).toBe('img-<unknown: timestamp()>-x');
});

test('each part knows where it is', () => {
  const text =
    'source "azure-arm" "x" {\n  # c\n  sizes = [\n    1,\n    upper("a"), // d\n  ]\n}\n';
  const source = { path: 'a.hcl', text };
  const result = parseHcl(source);
  const [block] = result.ok ? result.body.entries : [];
  if (block?.kind !== 'block') throw new Error('no block');
  expect(block.labels).toEqual(['azure-arm', 'x']);
  const list = attributeNamed(block.body, 'sizes')?.value;
  const places =
    list?.kind === 'list'
      ? list.items.map((one) => [sourceText(one), positionAt(source, one.span.start)])
      : [];
  expect(places).toEqual([
    ['1', { line: 4, column: 5 }],
    ['upper("a")', { line: 5, column: 5 }],
  ]);
});

test.each([
  ['a = ', 'Expected a value, found the end of the file.', 1],
  ['a = [1, 2', 'Expected "]" at the end of a list, found the end of the file.', 1],
  ['a = "x\nb = 1', 'This text has no end. Close it with a double quote.', 1],
  ['a = "x${1"', 'This "${" has no end. Close it with "}".', 1],
  ['b {\n  a = 1\n', 'The block "b" has no end. Close it with "}".', 1],
  ['a = 1 b = 2', 'Expected a new line after an argument or block, found "b".', 1],
  ['a = <<EOT\nx\n', 'This heredoc has no end. Close it with a line "EOT".', 1],
  ['x = 1\n/* a', 'This comment has no end. Close it with "*/".', 2],
  [
    String.raw`a = "C:\app"`,
    String.raw`"\a" is no escape sequence of HCL. Write a backslash as "\\".`,
    1,
  ],
  ['a "b" = 1', 'Expected "{" after "a", found "=".', 1],
  ['= 1', 'Expected an argument or a block, found "=".', 1],
  [
    'a = "%{ if x }y%{ endif }"',
    'Import does not read "%{…}" in texts. Write the value, or "${…}" with a condition.',
    1,
  ],
  [`a = ${'['.repeat(500)}`, 'The file is nested deeper than 200 levels.', 1],
  [`a = ${'!'.repeat(5000)}true`, 'The file is nested deeper than 200 levels.', 1],
  ['a {\n'.repeat(5000), 'The file is nested deeper than 200 levels.', 201],
])('a fault: %j', (text, message, line) => {
  const source = { path: 'a.hcl', text };
  const result = parseHcl(source);
  expect(result.ok ? 'no fault' : result.message).toBe(message);
  expect(result.ok ? 0 : positionAt(source, result.span.start).line).toBe(line);
});

test('the JSON form gives the same values, at their places', () => {
  const source = {
    path: 'a.json',
    text: '{\n "source": { "azure-arm": { "x": {\n  "//": "a comment",\n  "name": "${upper(\\"a\\")}-1",\n  "sizes": [1, true]\n } } }\n}',
  };
  const result = parseHclJson(source, { source: { labels: 2 } });
  const [block] = result.ok ? result.body.entries : [];
  if (block?.kind !== 'block') throw new Error('no block');
  expect(block.labels).toEqual(['azure-arm', 'x']);
  expect(block.body.entries.map(({ name }) => name)).toEqual(['name', 'sizes']);
  const name = attributeNamed(block.body, 'name');
  expect(name && positionAt(source, name.nameSpan.start).line).toBe(4);
});

test('values of a file', () => {
  const read = readValueFile({ path: 'a.pkrvars.hcl', text: 'a = "x"\nb = ["y"]\n' });
  expect(read.ok && Object.fromEntries(read.values)).toEqual({ a: 'x', b: ['y'] });
  const json = readValueFile({ path: 'a.json', text: '{"a": "x"}' });
  expect(json.ok && Object.fromEntries(json.values)).toEqual({ a: 'x' });
  expect(readValueFile({ path: 'a', text: 'a' })).toMatchObject({ ok: false });
});
