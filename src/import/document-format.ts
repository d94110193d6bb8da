/** Tells which tool a document is for, by its name and its content. */
import { baseName } from '../lib/paths';

/** The documents that are no ARM templates. */
export type ForeignFormat = 'packer' | 'terraform' | 'devbox';

/** What a document is: `arm` is everything that ARM knows, `script` a script that makes an image template. */
export type DocumentFormat = ForeignFormat | 'arm' | 'script';

const images =
  /\b(?:New-AzImageBuilderTemplate\w*|az\s+image\s+builder\s+(?:create|customizer|output))\b/;

/** The format of a document; `-` has no name, so its content tells. */
export function documentFormat(path: string, text: string): DocumentFormat {
  const byName = formatOfName(path);
  if (byName !== undefined) return byName;
  const start = text.slice(0, 100_000).replace(/^\uFEFF/, '');
  if (/^\s*[{[]/.test(start)) return jsonFormat(start);
  if (/^\s*(?:source|build|packer)\b[^=:\n]*\{/m.test(start)) return 'packer';
  if (/^\s*(?:terraform|provider|resource|module|data)\b[^=:\n]*\{/m.test(start))
    return 'terraform';
  if (images.test(start)) return 'script';
  if (/^(?:tasks|userTasks|image)\s*:/m.test(start) && /^(?:tasks|userTasks)\s*:/m.test(start))
    return 'devbox';
  return 'arm';
}

/** The command in a script that makes an image template, and its offset. */
export function templateCommand(text: string): {
  readonly command: string;
  readonly start: number;
} {
  const found = images.exec(text);
  return { command: found?.[0] ?? '', start: found?.index ?? 0 };
}

/** The format of a file by its name alone. */
export function formatOfName(path: string): DocumentFormat | undefined {
  const name = baseName(path).toLowerCase();
  if (/\.pkr\.(?:hcl|json)$/.test(name)) return 'packer';
  if (/\.tf(?:\.json)?$/.test(name)) return 'terraform';
  if (/^(?:imagedefinition|workload)\.ya?ml$/.test(name)) return 'devbox';
  return undefined;
}

/** The old templates of Packer have builders, and the JSON of Terraform's language has resources by their type. */
function jsonFormat(text: string): DocumentFormat {
  if (/"\$schema"\s*:/.test(text.slice(0, 2000))) return 'arm';
  if (/"builders"\s*:\s*\[/.test(text)) return 'packer';
  if (/"source"\s*:\s*\{\s*"azure-arm"/.test(text)) return 'packer';
  return /"resource"\s*:\s*[[{]\s*\{?\s*"(?:azapi|azurerm)_/.test(text) ? 'terraform' : 'arm';
}
