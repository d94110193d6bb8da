/** The result of `aibgen diff` as text, and as Markdown for a comment of a pull request. */
import { safeText } from '../../lib/safe-text';
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

/** One block for each image that changes, and one for images that change alike; nothing where none does. */
export function diffText(images: readonly ImageDiff[]): string {
  const alike = new Map<string, string[]>();
  for (const one of images.filter(({ state }) => state !== 'unchanged')) {
    const block = changeLines(one).join('\n');
    alike.set(block, [...(alike.get(block) ?? []), plain(one.name)]);
  }
  return [...alike]
    .map(([block, names]) => {
      const who =
        names.length === 1 ? names.join('') : `${names.length} images (${someOf(names, 10)})`;
      return `${who}${block}\n`;
    })
    .join('\n');
}

/** What changes of an image, without its name. */
function changeLines(one: ImageDiff): readonly string[] {
  const state = one.state === 'unchanged' ? 'changed' : one.state;
  const changes = one.state === 'changed' ? one.changes : [];
  return [
    `: ${states[state]}`,
    ...changes.map((change) => {
      const [from, to] = differingParts(safeText(shown(change.from)), safeText(shown(change.to)));
      return `  ${safeText(change.path)}: ${plain(from)} -> ${plain(to)} (${meaning(change)})`;
    }),
    // A right is cut nowhere: its end says where it holds.
    ...one.rights.gained.map((right) => `  right gained: ${safeText(rightText(right))}`),
    ...one.rights.lost.map((right) => `  right lost: ${safeText(rightText(right))}`),
    ...one.files.map((file) => `  file: ${safeText(file)}`),
  ];
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
export function diffMarkdown(images: readonly ImageDiff[]): string {
  const changed = images.filter((one) => one.state !== 'unchanged');
  if (changed.length === 0) return 'No image changes.\n';
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
  return `${[`## ${count} would change`, ...parts].join('\n\n')}\n`;
}
