/**
 * Which files aibgen may delete. A manifest is a claim that anybody can write: what it names is only deleted where the name is
 * one that aibgen gives, in a folder of its own, or where the content shows that aibgen made it.
 */
import { assertNever } from '../lib/assert-never';
import { isPipeline } from '../emit/pipeline-mark';

/** What a folder is to aibgen: one of an image, the output folder itself, or one of pipelines with files of other people. */
export type FolderKind = 'image' | 'root' | 'pipelines';

/** What a folder is; `shared` says that other people's files are in it. */
export function folderKind(folder: string, out: string, shared: boolean): FolderKind {
  if (shared) return 'pipelines';
  return folder === out ? 'root' : 'image';
}

/** Files of an image folder, of this release and of former ones. */
const imageFiles =
  /^(?:(?:imageTemplate|trigger|resources|roles|azuredeploy|azuredeploy\.parameters)\.json|main\.(?:bicep|bicepparam|tf)|(?:variables|outputs|versions)\.tf|modules\/[\w-][\w.-]*\.bicep|README\.md|run\.sh|pipelines\/(?:github|azure-pipelines)\.yml)$/;

/** True for a file that aibgen may delete when it is no output any more. */
export function isOwnOutput(kind: FolderKind, path: string, bytes: Uint8Array): boolean {
  switch (kind) {
    case 'image':
      return imageFiles.test(path) && isMadeByAibgen(path, bytes);
    case 'root':
      return path === 'aibgen.schema.json' || (isPipelinePath(path) && isPipeline(bytes));
    case 'pipelines':
      return /^[^/]+\.yml$/.test(path) && isPipeline(bytes);
    default:
      return assertNever(kind);
  }
}

/** Which of our words, or which part of an Azure resource, each kind of file of an image holds. */
const marks: readonly (readonly [path: RegExp, content: RegExp])[] = [
  [/^README\.md$/, /^(?:Generated|Made) by aibgen from /m],
  [/\.(?:bicep|bicepparam|tf|sh|yml)$/, /^(?:\/\/|#) (?:Made|Generated) by aibgen\b/m],
  [/^azuredeploy\.json$/, /"description": "(?:Made|Generated) by aibgen\b/],
  [/^azuredeploy\.parameters\.json$/, /deploymentParameters\.json#"/],
  [/^imageTemplate\.json$/, /"type": "Microsoft\.VirtualMachineImages\/imageTemplates"/],
  [/^trigger\.json$/, /"kind": "SourceImage"/],
  [/^roles\.json$/, /"identity":[^]*"rights":/],
  [/^resources\.json$/, /"id": "\/subscriptions\//],
];

/** True for a file of an image with the content of such a file. */
function isMadeByAibgen(path: string, bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes.subarray(0, 100_000));
  return marks.some(([name, content]) => name.test(path) && content.test(text));
}

function isPipelinePath(path: string): boolean {
  return path === 'pipelines/github.yml' || path === 'pipelines/azure-pipelines.yml';
}
