/** Reads documents of other tools; in the command a bundle of its own, loaded when such a document is imported. */
import type { ForeignInput } from '../arm/foreign-document';
import type { ArmReadResult } from '../arm/read-template';
import { readDevbox } from '../devbox/read-devbox';
import { readPacker } from '../packer/read-packer';
import { readTerraform } from '../terraform/read-terraform';
import type { ForeignFormat } from './document-format';

const readers: Readonly<Record<ForeignFormat, (input: ForeignInput) => ArmReadResult>> = {
  packer: readPacker,
  terraform: readTerraform,
  devbox: readDevbox,
};

/** Reads a document. Pure; whatever the text is, this ends soon, with diagnostics instead of exceptions. */
export function readForeign(format: ForeignFormat, input: ForeignInput): ArmReadResult {
  return readers[format](input);
}
