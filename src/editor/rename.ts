/** Renames a parameter in all files that share it, and finds its uses. */
import { replaceText, type TextEdit } from '../diagnostics/diagnostic';
import type { Source, Span } from '../diagnostics/source';
import { bicepKeywords, reservedParameterNames } from '../service/bicep-names';
import {
  declaredIn,
  hasOwnParameters,
  nameAt,
  type NamePlace,
  placesOfName,
  type ScopedName,
} from './placeholder-names';
import type { Surroundings } from './surroundings';

/** The edits of a rename, or why it cannot be done. */
export type Rename = { readonly edits: readonly TextEdit[] } | { readonly problem: string };

/** The declarations and uses of the parameter, or list of the matrix, at an offset. */
export function referencesAt(
  source: Source,
  offset: number,
  known: Surroundings,
  withDeclaration: boolean,
): readonly Span[] {
  const name = nameAt(source, offset);
  if (!name) return [];
  const { declarations, uses } = placesOfName(name, sharingName(source, name, known));
  return withDeclaration ? [...declarations, ...uses] : uses;
}

/** The place of a name that can be renamed. */
export function renamedNameAt(source: Source, offset: number): NamePlace | undefined {
  const name = nameAt(source, offset);
  return name?.kind === 'params' ? name : undefined;
}

/** Gives the parameter at an offset another name, everywhere. */
export function renameAt(
  source: Source,
  offset: number,
  newName: string,
  known: Surroundings,
): Rename {
  const name = renamedNameAt(source, offset);
  if (!name) return { problem: 'There is no parameter at this place.' };
  const sources = sharingName(source, name, known);
  const { declarations, uses } = placesOfName(name, sources);
  if (declarations.length === 0)
    return { problem: `No file declares the parameter "${name.name}".` };
  const { stepFile } = name;
  const scope = sources.filter((one) =>
    stepFile === undefined ? !hasOwnParameters(one) : one.path === stepFile,
  );
  const problem = nameProblem(name.name, newName, scope);
  if (problem !== undefined) return { problem };
  return { edits: [...declarations, ...uses].map((span) => replaceText(span, newName)) };
}

function nameProblem(
  oldName: string,
  newName: string,
  sources: readonly Source[],
): string | undefined {
  const isSame = (one: string): boolean => one.toLowerCase() === newName.toLowerCase();
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(newName)) {
    return `"${newName}" is not a Bicep identifier. Use letters, digits and "_", and begin with a letter.`;
  }
  if (bicepKeywords.includes(newName)) return `"${newName}" is a keyword of Bicep.`;
  if (reservedParameterNames.some(isSame) || isSame('location')) {
    return `"${newName}" is reserved by aibgen.`;
  }
  const taken = sources
    .flatMap(declaredIn)
    .find((one) => one.kind === 'params' && one.name !== oldName && isSame(one.name));
  return taken && `A parameter "${taken.name}" is declared already.`;
}

/**
 * The files in which a name means the same: those of the specs that use a file with it, those of the specs that use one of
 * these files, and so on.
 */
export function sharingName(
  source: Source,
  name: ScopedName,
  known: Surroundings,
): readonly Source[] {
  const found = new Map<string, Source>([[source.path, source]]);
  // All that name a step file are related to it.
  const related = name.stepFile === undefined ? [] : known.related(source.path);
  for (const one of related) if (one.path === name.stepFile) found.set(one.path, one);
  // Files that are found on the way are looked at too.
  for (const one of found.values()) {
    for (const other of known.related(one.path)) {
      if (found.has(other.path)) continue;
      const { declarations, uses } = placesOfName(name, [other]);
      if (declarations.length + uses.length > 0) found.set(other.path, other);
    }
  }
  return [...found.values()];
}
