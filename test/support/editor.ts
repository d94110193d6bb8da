/** An editor without a protocol: a folder with open files, and what is known of them. */
import path from 'node:path';
import type { Finding } from '../../src/diagnostics/diagnostic';
import { createWorkspace, type EditorFile, type Workspace } from '../../src/editor/workspace';
import { folderWith } from './cli';

/** A workspace of a folder. */
export interface Editor {
  readonly folder: string;
  readonly workspace: Workspace;
  /** Opens a file, or gives it another text. */
  readonly write: (file: string, text: string) => void;
  /** Works until nothing is left to do. */
  readonly work: () => Promise<void>;
  /** The findings that are shown, by file. */
  readonly shown: ReadonlyMap<string, readonly Finding[]>;
  readonly file: (file: string) => EditorFile;
}

/** Opens a folder, or makes one of some files and opens that. */
export function openEditor(given: string | Readonly<Record<string, string>>): Editor {
  const folder = typeof given === 'string' ? given : folderWith(given);
  const shown = new Map<string, readonly Finding[]>();
  const workspace = createWorkspace((file, findings) => {
    shown.set(path.posix.relative(folder, file), findings);
  });
  workspace.addFolder(folder);
  let version = 0;
  const at = (file: string): string => path.posix.join(folder, file);
  return {
    folder,
    workspace,
    write: (file, text) => workspace.open({ path: at(file), text, version: (version += 1) }),
    work: async () => {
      while (await workspace.work());
    },
    shown,
    file: (file) => {
      const found = workspace.file(at(file));
      if (!found) throw new Error(`${file} cannot be read`);
      return found;
    },
  };
}

/** A text without its `|`, and where that was. */
export function marked(text: string): { readonly text: string; readonly offset: number } {
  const offset = text.indexOf('|');
  return { text: text.slice(0, offset) + text.slice(offset + 1), offset };
}
