/** What became of an image as a whole: what the settled spec says in another way, and why there is none. */
import { fixKeyOf } from '../diagnostics/diagnostic';
import { getOwn } from '../lib/get-own';
import { parseArmPath } from '../arm/document';
import { noteDefaults } from './default-notes';
import type { ImageJson } from './image-json';
import type { Notes } from './import-notes';
import type { MinimizedSpec } from './minimize';

/** Reports what of the template is in the spec in another form, and what is not. */
export function noteResult(
  source: ImageJson,
  { image, different, diagnostics }: MinimizedSpec,
  notes: Notes['ofImage'],
): void {
  if (image) noteDefaults(source, image, notes);
  for (const path of different) {
    const at = parseArmPath(path);
    // Of a definition that no spec can create it is noted that the spec takes it as given.
    if (at[0] === 'definitions') continue;
    if (path === 'apiVersion' && image) {
      const reason = 'The template uses what only a newer version has.';
      notes.note('repaired', at, reason, { from: source.apiVersion ?? null, to: image.apiVersion });
    } else notes.obstacle(at, 'No spec can say this in exactly this way.');
  }
  const os = diagnostics.length === 0 ? undefined : image?.facts.os;
  if (os?.origin.kind === 'spec') {
    const reason = `Neither the source nor the steps tell the operating system; "os: ${os.value}" is a guess.`;
    notes.note('note', ['properties', 'source'], reason);
  }
  for (const fact of ['generation', 'architecture'] as const) {
    const known = image?.facts[fact];
    if (known?.origin.kind !== 'spec') continue;
    const reason = `The size of the build VM is for ${fact} ${known.value}; by its name the source is of another one.`;
    notes.note('note', ['properties', 'vmProfile', 'vmSize'], reason);
  }
}

/** Says why there is no image, where nothing has said so yet, at the place of the template. */
export function noteErrors({ diagnostics }: MinimizedSpec, { obstacle, obstacles }: Notes): void {
  if (obstacles.length > 0) return;
  for (const finding of diagnostics) {
    const { severity, path, message, hint } = finding;
    if (severity !== 'error') continue;
    const [first, ...rest] = parseArmPath(path);
    const at =
      first === undefined
        ? []
        : [getOwn(templateKeys, String(first)) ?? first, ...rest.slice(0, 1)];
    const isOuter =
      at.length === 0 || /^(?:name|location|tags|identity|apiVersion)$/.test(`${at[0]}`);
    const missing = first === undefined ? fixKeyOf(finding) : undefined;
    const place = isOuter ? at : ['properties', ...at];
    obstacle(
      missing === undefined ? place : ['properties', missing],
      [message, hint].join(' ').trim(),
    );
  }
}

/** Keys of a spec that a template calls by another name. */
const templateKeys: Readonly<Record<string, string>> = {
  vm: 'vmProfile',
  timeout: 'buildTimeoutInMinutes',
};
