/** The result of `aibgen diff` as text, and as Markdown for a comment of a pull request. */
import { groupBy } from '../../lib/group-by';
import { joined, safe, safeLine, safeLines, safeText, type SafeText } from '../../lib/safe-text';
import { someOf } from '../../lib/words';
import type { Change } from '../../inspect/template-changes';
import type { Json } from '../../lib/json';
import { type Cell, markdownTable, markdownText } from '../../value/printers/markdown-printer';
import type { Right } from '../../rights/right-changes';
import type { ImageDiff } from './image-diff';

const meanings = {
  'in-place': 'in place',
  replace: 'replaces the template',
  'next-image': 'next image only',
  none: 'no effect in Azure',
} as const;

/** What a change means; a resource that is made before the template is replaced itself. */
function meaning({ path, effect }: Change): string {
  const isMade = path.startsWith('resources[') && effect === 'replace';
  return isMade ? 'replaces that resource' : meanings[effect];
}

const states = { new: 'new image', removed: 'no longer built', changed: 'changed' } as const;

function shown(value: Json): string {
  return value === null ? '(none)' : typeof value === 'string' ? value : JSON.stringify(value);
}

const lineLength = 160;

/** A value on one line, cut to a readable length. */
function plain(text: string): string {
  const line = safeText(text);
  return line.length > lineLength ? `${line.slice(0, lineLength - 3).toWellFormed()}...` : line;
}

function rightText(right: Right): string {
  const actions = actionsOf(right);
  return `${actions.length === 0 ? right.role : actions.join(', ')} on ${right.scope}`;
}

function actionsOf({ actions, dataActions }: Right): readonly string[] {
  return [...actions, ...dataActions];
}

/**
 * What changes, as a plan: what several images share is there once, under all of them. Nothing where nothing changes, and for
 * several images a line that counts them.
 */
export function diffText(images: readonly ImageDiff[]): SafeText {
  const changed = images.filter(({ state }) => state !== 'unchanged');
  if (changed.length === 0) return safe``;
  const all = changed.flatMap((image) =>
    [...new Set(changeLines(image))].map((line) => ({ line, image })),
  );
  const shared = [...groupBy(all, ({ line }) => line)].map(([line, same]) => ({
    line,
    images: same.map(({ image }) => image),
  }));
  const groups = groupBy(shared, (one) => one.images.map(({ name }) => name).join('\n'));
  const blocks = [...groups.values()].map((group) => {
    const lines = group.map(({ line }) => safeLine(`  ${line}`));
    return joined([heading(group[0]?.images ?? []), ...lines]);
  });
  const parts = [...blocks, ...(images.length > 1 ? [countLine(images)] : [])];
  return joined(parts, '\n');
}

/** The images of a group, and their state where they have one in common. */
function heading(images: readonly ImageDiff[]): SafeText {
  const names = images.map(({ name }) => plain(name));
  const who =
    images.length === 1 ? names.join('') : `${images.length} images (${someOf(names, 10)})`;
  return safeLine(`${who}:`);
}

/** How many images a plan is about, by what happens to them. */
function countLine(images: readonly ImageDiff[]): SafeText {
  const kinds = images.map(({ state, changes }) => {
    if (state !== 'changed') return state;
    return changes.some(({ effect }) => effect === 'replace') ? 'replaced' : 'changed';
  });
  const count = (kind: string, what: string): readonly string[] => {
    const found = kinds.filter((one) => one === kind).length;
    return found === 0 ? [] : [`${found} ${what}`];
  };
  const parts = [
    ...count('new', 'new'),
    ...count('replaced', 'with a new template'),
    ...count('changed', 'changed in place'),
    ...count('removed', 'no longer built'),
    ...count('unchanged', 'unchanged'),
  ];
  return safeLine(`${images.length} images: ${parts.join(', ')}`);
}

/** What changes of an image, without its name. */
function changeLines(one: ImageDiff): readonly string[] {
  if (one.state === 'new') return ['+ new image', ...rightLines(one)];
  if (one.state === 'removed') return ['- no longer built', ...rightLines(one)];
  return [
    ...one.changes.map((change) => {
      const [from, to] = differingParts(safeText(shown(change.from)), safeText(shown(change.to)));
      const path = `${safeText(change.path)}${change.step === undefined ? '' : ` (step ${safeText(change.step)})`}`;
      return `${signOf(change)} ${path}: ${plain(from)} -> ${plain(to)} (${meaning(change)})`;
    }),
    ...rightLines(one),
    ...one.files.map((file) => `~ file: ${safeText(file)}`),
  ];
}

/** A right is cut nowhere: its end says where it holds. */
function rightLines({ rights }: ImageDiff): readonly string[] {
  return [
    ...rights.gained.map((right) => `+ right gained: ${safeText(rightText(right))}`),
    ...rights.lost.map((right) => `- right lost: ${safeText(rightText(right))}`),
  ];
}

function signOf({ from, to }: Change): '+' | '-' | '~' {
  if (from === null) return '+';
  return to === null ? '-' : '~';
}

/** Two values, of which a long beginning that they share is left out, so that the difference is seen. */
function differingParts(from: string, to: string): readonly [string, string] {
  if (Math.max(from.length, to.length) <= lineLength) return [from, to];
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared]) shared += 1;
  const start = shared - 40;
  if (start <= 0) return [from, to];
  return [`...${from.slice(start).toWellFormed()}`, `...${to.slice(start).toWellFormed()}`];
}

/** A section for each image that changes. */
export function diffMarkdown(images: readonly ImageDiff[]): SafeText {
  const changed = images.filter((one) => one.state !== 'unchanged');
  if (changed.length === 0) return safeLine('No image changes.');
  const count = `${changed.length} of ${images.length} image${images.length === 1 ? '' : 's'}`;
  const parts = changed.flatMap((one) => {
    const state = one.state === 'unchanged' ? 'changed' : one.state;
    const rights = [
      ...one.rights.gained.map((right) => ['gained', right] as const),
      ...one.rights.lost.map((right) => ['lost', right] as const),
    ];
    const rows = one.changes.map((change): readonly Cell[] => [
      { code: change.path },
      { code: shown(change.from) },
      { code: shown(change.to) },
      meaning(change),
    ]);
    return [
      `### ${markdownText({ code: one.name })}: ${states[state]}`,
      ...(one.state === 'changed' && rows.length > 0
        ? [markdownTable([['Value', 'Before', 'After', 'Effect'], ...rows])]
        : []),
      ...(rights.length > 0
        ? [
            markdownTable([
              ['Right', 'What', 'Where'],
              ...rights.map(([what, right]): readonly Cell[] => [
                what,
                actionsOf(right).length === 0 ? { code: right.role } : { codes: actionsOf(right) },
                { code: right.scope },
              ]),
            ]),
          ]
        : []),
      ...(one.state === 'changed' && one.files.length > 0
        ? [`Files: ${markdownText({ codes: one.files })}`]
        : []),
    ];
  });
  return safeLines(`${[`## ${count} would change`, ...parts].join('\n\n')}\n`);
}
