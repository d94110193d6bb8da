/** What an answer may depend on besides the text at the cursor: the other files of the project. */
import type { Source } from '../diagnostics/source';
import type { Image } from '../image/image';
import type { ReferenceFormat } from '../language/type';

/** An entry of a folder. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}

/** What the source of an image is, as far as it is known. */
export interface KnownFacts {
  readonly generation: 1 | 2 | undefined;
  readonly architecture: string;
}

/** An image and the spec that makes it. */
export interface SpecImage {
  readonly spec: string;
  readonly image: Image;
}

/** The project around a file. Paths are as in diagnostics: relative to the folder of the project, with `/`. */
export interface Surroundings {
  /** The entries of a folder; none where there is no such folder, or it lies outside of the project. */
  readonly list: (folder: string) => readonly FolderEntry[];
  /** The YAML files that specs use together with a file, unsaved text included; the file itself comes first. */
  readonly related: (file: string) => readonly Source[];
  /** The file of ready-made steps in the package; `undefined` where there is none. */
  readonly readyMade: (name: string) => string | undefined;
  /** Names of resources that specs of the project refer to. */
  readonly references: (format: ReferenceFormat) => readonly string[];
  /** The images of the specs that use a file, of a few specs at most; none where they have errors. */
  readonly images: (file: string) => readonly SpecImage[];
  /** What the images of a file started from when they were last without errors. */
  readonly facts: (file: string) => KnownFacts | undefined;
}

/** A file alone. */
export const nothingKnown: Surroundings = {
  list: () => [],
  related: () => [],
  readyMade: () => undefined,
  references: () => [],
  images: () => [],
  facts: () => undefined,
};
