/** The result of `aibgen diff` as text, and as Markdown for a comment of a pull request. */
import { safeText } from '../../lib/safe-text';
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

/** A value on one line, cut to a readable length. */
function plain(text: string): string {
  const line = safeText(text);
  return line.length > 160 ? `${line.slice(0, 157).toWellFormed()}...` : line;
}

function rightText(right: Right): string {
  const actions = actionsOf(right);
  return `${actions.length === 0 ? right.role : actions.join(', ')} on ${right.scope}`;
}

function actionsOf({ actions, dataActions }: Right): readonly string[] {
  return [...actions, ...dataActions];
}

/** One block for each image that changes; nothing where none does. */
export function diffText(images: readonly ImageDiff[]): string {
  return images
    .filter((one) => one.state !== 'unchanged')
    .map((one) => {
      const state = one.state === 'unchanged' ? 'changed' : one.state;
      const changes = one.state === 'changed' ? one.changes : [];
      return [
        `${plain(one.name)}: ${states[state]}`,
        ...changes.map(
          (change) =>
            `  ${plain(change.path)}: ${plain(shown(change.from))} -> ${plain(shown(change.to))} (${meaning(change)})`,
        ),
        ...one.rights.gained.map((right) => `  right gained: ${plain(rightText(right))}`),
        ...one.rights.lost.map((right) => `  right lost: ${plain(rightText(right))}`),
        ...one.files.map((file) => `  file: ${plain(file)}`),
        '',
      ].join('\n');
    })
    .join('\n');
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
