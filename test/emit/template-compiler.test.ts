/** What scripts/template-compiler.ts makes of a template, compared with what Handlebars makes of it. */
import Handlebars from 'handlebars';
import { compileTemplate, helpers } from '../../scripts/template-compiler';
import { renderPipeline } from '../../src/emit/outputs';
import * as runtime from '../../src/emit/template-runtime';
import { helpers as valueHelpers } from '../../src/emit/user-templates/value-helpers';
import { azureView, githubView, type PipelineSettings } from '../../src/emit/views/pipelines-view';
import { number, object, text } from '../../src/value/value';
import { templateTexts } from '../support/templates';

const partialFolder = 'partials/';

/** Partials of the snippets below, and those of aibgen. */
const partials: Readonly<Record<string, string>> = {
  plain: 'plain {{x}}\n',
  lines: 'one\n\ntwo {{x}}\n',
  open: 'one\n  two',
  nested: 'outer\n  {{> lines}}\nend\n',
  loop: '{{#each list}}\n- {{this}}\n{{/each}}\n',
  word: '{{x}}{{#if y}} {{y}}{{/if}}',
  ...Object.fromEntries(
    Object.entries(templateTexts)
      .filter(([name]) => name.startsWith(partialFolder))
      .map(([name, source]) => [name.slice(partialFolder.length, -'.hbs'.length), source]),
  ),
};

const handlebars = Handlebars.create();
handlebars.registerHelper(valueHelpers);
handlebars.registerPartial(partials);

/** What Handlebars makes of a template. */
function expected(source: string, view: object): string {
  return handlebars.compile(source, { strict: true, noEscape: true })(view);
}

function compiled(source: string): runtime.Template {
  const code = compileTemplate(source, 'x.hbs');
  return new Function('t', 'template', `return ${code}`)(runtime, 'x.hbs');
}

const compiledPartials = Object.fromEntries(
  Object.entries(partials).map(([name, source]) => [name, compiled(source)]),
);

/** What a compiled template makes. */
function actual(source: string, view: object): string {
  return compiled(source)(view, view, compiledPartials);
}

const list = ['a', 'b', 'c'];
const environment = { subscription: 's', resourceGroup: 'g', valueOf: () => 'v' };
const tree = object({ name: text("it's"), size: number(3), long: text('x'.repeat(80)) });
const rows = [
  { name: 'a', tags: ['1', '2'], more: true },
  { name: 'b', tags: [], more: false },
];

const snippets: readonly (readonly [snippet: string, view: object])[] = [
  // Text and values.
  ['', {}],
  ['plain `text` with ${x} and \\ and $ and "quotes" and \r\n and \t\u{1f600}\u2028', {}],
  ['{{x}}{{{x}}}{{&x}}', { x: '<a & "b">' }],
  ['{{x}}', { x: 0 }],
  ['{{x}} {{y}}', { x: false, y: true }],
  ['{{x}} {{y}}', { x: 1, y: 2 }],
  ['{{x}}', { x: '' }],
  ['{{x}}', { x: '`${y}`\\' }],
  ['{{a.b.c}} {{a.b.c}} {{this.a.b.c}} {{./x}} {{this/x}}', { a: { b: { c: 1 } }, x: 2 }],
  ['\\{{x}} {{x}}', { x: 1 }],
  ['$\\{{ github.token }} ${{x}}', { x: 1 }],
  ['\\\\{{x}}', { x: 1 }],
  ['{{! a comment }}a{{!-- with {{x}} --}}b', {}],
  ['a\n{{! alone }}\nb\n  {{!-- alone --}}  \nc {{! not alone }}\nd', {}],
  // White space.
  ['a {{~x~}} b', { x: 1 }],
  ['a\n\n{{~#if x~}}\n\n b \n {{~else~}} c {{~/if~}} \n d', { x: true }],
  ['a\n{{#if x}}\nb\n{{/if}}\nc', { x: true }],
  ['a\n  {{#if x}}  \n  b\n  {{else}}\n  c\n  {{/if}}\nd', { x: false }],
  ['a {{#if x}}b{{/if}} c\n{{#if x}}b{{/if}}\nd', { x: true }],
  ['{{#if x}}\n\n{{/if}}\n', { x: true }],
  ['{{#each list}}\n{{this}}\n\n{{/each}}\n', { list }],
  // Conditions.
  ...[true, false, 0, 1, '', 'x', [], [0], {}, Number.NaN].map(
    (x) => ['{{#if x}}yes{{else}}no{{/if}} {{#unless x}}no{{else}}yes{{/unless}}', { x }] as const,
  ),
  ['{{#if a}}1{{else if b}}2{{else}}3{{/if}}', { a: false, b: true }],
  ['{{#if a}}1{{else if b}}2{{else}}3{{/if}}', { a: false, b: false }],
  ['{{#if a}}{{#unless b}}x{{/unless}}{{else}}{{#if b}}y{{/if}}{{/if}}', { a: true, b: false }],
  ['{{#if a}}{{x}}{{else}}{{y}}{{/if}}', { a: true, x: 1 }],
  ['{{#if a}}{{x}}{{/if}}{{x}}', { a: false, x: 1 }],
  ['{{#if true}}a{{/if}}{{#if ""}}b{{/if}}{{#if 0}}c{{/if}}', {}],
  // Loops.
  ['{{#each list}}{{this}}{{else}}none{{/each}}', { list }],
  ['{{#each list}}{{this}}{{else}}none {{x}}{{/each}}', { list: [], x: 1 }],
  [
    '{{#each list}}{{@index}}{{#if @first}}<{{/if}}{{this}}{{#if @last}}>{{/if}}{{/each}}',
    { list },
  ],
  [
    '{{#each list}}{{#unless @first}}, {{/unless}}{{this}}{{#if @index}}!{{/if}}{{/each}}',
    { list },
  ],
  ['{{#each list}}{{#unless @last}}{{@index}} {{/unless}}{{/each}}', { list: ['a'] }],
  [
    '{{#each rows}}{{name}}:{{#each tags}}{{@index}}{{this}}{{../name}}{{../../x}}{{/each}}{{#if more}};{{/if}}{{/each}}',
    { rows, x: 9 },
  ],
  ['{{#each rows}}{{#each tags}}{{#if ../more}}{{../name}}{{/if}}{{/each}}{{/each}}', { rows }],
  ['{{#each rows}}{{#if more}}{{../x}}{{/if}}{{#each ../list}}{{this}}{{/each}}{{/each}}', { rows, list, x: 1 }], // prettier-ignore
  ['{{#each a}}{{x}}{{/each}}{{#each b}}{{x}}{{/each}}{{x}}', { a: [{ x: 1 }], b: [{ x: 2 }], x: 3 }], // prettier-ignore
  ['{{#each a.b}}{{this.x}}{{/each}}', { a: { b: [{ x: 1 }, { x: 2 }] } }],
  ['{{#each a}}{{#each this}}{{this}}{{/each}};{{/each}}', { a: [[1, 2], [], [3]] }],
  // Partials.
  ['{{> plain}}{{>plain}}\n{{> word}}', { x: 1, y: 2 }],
  ['a\n{{> lines}}\nb', { x: 1 }],
  ['a\n  {{> lines}}\nb', { x: 1 }],
  ['a\n\t{{> open}}\nb', { x: 1 }],
  ['a {{> lines}} b', { x: 1 }],
  ['a\n  {{> nested}}\nb', { x: 1 }],
  ['{{#if x}}\n    {{> lines}}\n{{/if}}\n', { x: 1 }],
  ['{{> word a}}', { a: { x: 1, y: 2 }, x: 3 }],
  ['{{> word x="1" y=z}}', { x: 0, z: 'z' }],
  ['{{> word a y=3}} {{x}}', { a: { x: 1, y: false }, x: 5 }],
  ['{{> word x=1 y=false}}', {}],
  ['{{#each rows}}\n  {{> word x=name y=@index}}\n{{/each}}', { rows }],
  ['{{#each a}}{{> word}}{{> word this}}{{> word ..}}{{/each}}', { a: [{ x: 1, y: 2 }], x: 3, y: 4 }], // prettier-ignore
  ['  {{> loop}}\n{{> loop list=more}}', { list, more: ['d'] }],
  // Helpers.
  ['{{json tree}}\n  {{json tree indent=2}}', { tree, environment }],
  ['{"a": {{arm tree indent=2}}, "b": {{arm tree}} }', { tree }],
  ['{{bicep tree}} {{bicep tree indent=2}}', { tree }],
  ['{{hcl tree}} {{hcl tree indent=4}}\n{{hclArguments tree indent=2}}', { tree }],
  ['{{markdown x}} {{markdown y}}', { x: 'a `b`', y: { codes: ['a', 'b'] } }],
  [
    '{{table x}}',
    {
      x: [
        ['A', 'B'],
        ['c', { code: 'd|' }],
      ],
    },
  ],
  ['{{shell x}} {{powershell x}} {{ci x}} {{yaml x}} {{yaml y}}', { x: "it's $(x) ${{y}}", y: 3 }],
  ['{{shell "a b"}} {{yaml 3}} {{yaml true}}', {}],
  ['{{#each list}} {{shell this}}{{/each}}', { list: ['a b', 'c'] }],
  ['{{#each list}}\n  {{> word x=this y="`$"}}\n{{/each}}', { list: ['a b', 'c'] }],
];

test.each(snippets)('%j with %j', (snippet, view) => {
  expect(actual(snippet, view)).toBe(expected(snippet, view));
});

const unknown: readonly (readonly [snippet: string, view: object, message: string])[] = [
  ['{{x}}', {}, 'the built-in x.hbs needs the value "x" (line 1)'],
  ['\n{{a.b.c}}', { a: {} }, 'the built-in x.hbs needs the value "a.b.c" (line 2)'],
  [
    '{{#each rows}}\n{{nmae}}{{/each}}',
    { rows },
    'the built-in x.hbs needs the value "nmae" (line 2)',
  ],
  [
    '{{#if a}}{{x}}{{else}}{{x}}{{/if}}',
    { a: false },
    'the built-in x.hbs needs the value "x" (line 1)',
  ],
  [
    '{{#each list}}{{../x}}{{/each}}',
    { list },
    'the built-in x.hbs needs the value "../x" (line 1)',
  ],
];

test.each(unknown)('%j with %j ends the render, as in Handlebars', (snippet, view, message) => {
  expect(() => actual(snippet, view)).toThrow(message);
  expect(() => expected(snippet, view)).toThrow(/not defined|Cannot read properties/);
});

test.each([
  ['{{#if x}}{{/if}}', {}, 'the built-in x.hbs needs the value "x" (line 1)'],
  ['{{#unless x}}{{/unless}}', {}, 'the built-in x.hbs needs the value "x" (line 1)'],
  ['{{#each x}}{{/each}}', {}, 'the built-in x.hbs needs the value "x" (line 1)'],
  ['{{#each x}}{{/each}}', { x: false }, '{{#each}} was given something else than a list'],
  ['{{#each x}}{{/each}}', { x: { a: 1 } }, '{{#each}} was given something else than a list'],
  ['{{shell x}}', {}, 'the built-in x.hbs needs the value "x" (line 1)'],
  ['{{> word x=z y=1}}', {}, 'the built-in x.hbs needs the value "z" (line 1)'],
  ['{{x}}', { x: null }, 'the built-in x.hbs needs the value "x" (line 1)'],
])('%j with %j ends the render, where Handlebars goes on', (snippet, view, message) => {
  expect(() => actual(snippet, view)).toThrow(message);
});

test.each([
  ['{{x}}\n {{jsn x}}', '2:4: no helper "jsn" is known'],
  ['{{constructor x}}', '1:3: no helper "constructor" is known'],
  ['{{json}}', '1:3: "json" is a helper; "this.json" would be a value of the view'],
  ['{{lookup}}', '1:3: "lookup" is a helper; "this.lookup" would be a value of the view'],
  ['{{json x y}}', '1:3: "json" takes one value'],
  ['{{json indent=2}}', '1:3: "json" takes one value'],
  ['{{shell x indent=2}}', '1:11: "shell" takes no such "indent"'],
  ['{{json x indent="2"}}', '1:10: "json" takes no such "indent"'],
  ['{{json x width=2}}', '1:10: "json" takes no such "width"'],
  ['{{json (lookup x "y")}}', '1:8: no SubExpression is known here'],
  ['{{json null}}', '1:8: no NullLiteral is known here'],
  ['{{"x"}}', '1:3: no StringLiteral is known here'],
  ['{{a.[b-c]}}', '1:3: "b-c" is no plain name'],
  ['{{constructor}}', '1:3: every object has a "constructor"'],
  ['{{#with x}}{{/with}}', '1:1: no block "with" is known'],
  ['{{#x}}{{/x}}', '1:1: no block "x" is known'],
  ['{{^x}}{{/x}}', '1:1: no block "x" is known'],
  ['{{^if x}}{{/if}}', '1:1: "if" takes one value, and nothing else'],
  ['{{#if x includeZero=true}}{{/if}}', '1:1: "if" takes one value, and nothing else'],
  ['{{#if}}{{/if}}', '1:1: "if" takes one value, and nothing else'],
  ['{{#each x as |y|}}{{/each}}', '1:1: "each" takes one value, and nothing else'],
  ['{{#each x}}{{@key}}{{/each}}', '1:14: no "@key" is known'],
  ['{{#each x}}{{@../index}}{{/each}}', '1:14: no "@../index" is known'],
  ['{{@root.x}}', '1:3: "@root.x" is outside of each'],
  ['{{@index}}', '1:3: "@index" is outside of each'],
  ['{{../x}}', '1:3: "../x" leaves the template'],
  ['{{#if x}}{{../x}}{{/if}}', '1:12: "../x" leaves the template'],
  ['{{> (x)}}', '1:5: a partial is named by a plain word'],
  ['{{> word x y}}', '1:1: a partial takes one value'],
  ['{{#> word}}{{/word}}', '1:1: no PartialBlockStatement is known'],
  ['{{#*inline "x"}}{{/inline}}', '1:1: no DecoratorBlock is known'],
  ['{{{{raw}}}}{{x}}{{{{/raw}}}}', '1:1: no block "raw" is known'],
])('%j is refused', (snippet, message) => {
  expect(() => compileTemplate(snippet, 'x.hbs')).toThrow(`x.hbs:${message}`);
});

test('a template that is no Handlebars is refused by its name', () => {
  expect(() => compileTemplate('one\n{{#if x}}', 'x.hbs')).toThrow(/^x\.hbs: .*line 2/);
});

test('each helper that templates know is there', () => {
  expect(Object.keys(valueHelpers).toSorted()).toEqual(Object.keys(helpers).toSorted());
  expect(Object.keys(runtime)).toEqual(expect.arrayContaining(Object.keys(helpers)));
});

const settings: readonly PipelineSettings[] = [
  {},
  { formats: ['terraform'] },
  {
    github: { mode: 'collect', prune: true, schedule: ['patchTuesday', '0 3 * * 1'] },
    azure: { mode: 'collect', prune: true, schedule: ['patchTuesday', '0 3 * * 1'], runsOn: 'own' },
    formats: ['terraform'],
  },
];
const paths = { specs: ['specs/a b'], out: 'out', flags: [], buildFlags: ['--strict'] };

test.each(settings)('the pipelines with %j are those of Handlebars', (setting) => {
  const [github, azure] = [githubView(paths, setting), azureView(paths, setting)];
  const source = (name: string): string => templateTexts[`pipelines/${name}.yml.hbs`] ?? '';
  expect(renderPipeline('github', github)).toBe(expected(source('github'), github));
  expect(renderPipeline('azure', azure)).toBe(expected(source('azure-pipelines'), azure));
});
