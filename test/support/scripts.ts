/** Looks into the scripts of a spec in memory, for tests. */
import type { Finding } from '../../src/diagnostics/diagnostic';
import { resolve } from '../../src/resolve';
import { lintScripts } from '../../src/script-lint/lint-scripts';
import type { Files } from '../../src/spec/spec-files';
import { unusedSuppressions } from '../../src/spec/suppressions';

const sources = {
  linux: 'Canonical:ubuntu-24_04-lts:server:latest',
  redhat: 'RedHat:RHEL:9-lvm-gen2:latest',
  windows: 'MicrosoftWindowsServer:WindowsServer:2022-datacenter-azure-edition:latest',
  client: 'MicrosoftWindowsDesktop:windows-11:win11-24h2-ent:latest',
  hardened: 'center-for-internet-security-inc:cis-ubuntu:cis-ubuntulinux2204-l1-gen2:latest',
} as const;

/** A source by a short name. */
export type SourceName = keyof typeof sources;

/** A spec of these steps, which are YAML below `customize`. */
export function specOf(steps: string, source: SourceName = 'linux', head = ''): string {
  return `location: eastus2\nidentity: aib-identity\nsource: ${sources[source]}\nvm: { size: Standard_D4ds_v5 }\n${head}customize:\n${steps}distribute:\n  - gallery: corpGallery/web-base\n`;
}

/** A step of commands as a block of text. */
export function block(key: 'shell' | 'powershell', text: string): string {
  const lines = text.split('\n').map((line) => (line === '' ? '' : `      ${line}`));
  return `  - ${key}: |\n${lines.join('\n')}\n`;
}

/** What is found in a spec with files beside it, sorted by place. */
export function lint(spec: string, files: Files = {}): readonly Finding[] {
  const all: Files = { ...files, 'image.yaml': spec };
  const result = resolve((path) => all[path], 'image.yaml', {}, new Map(), lintScripts);
  return [...result.diagnostics, ...unusedSuppressions(result.suppressions, result.diagnostics)];
}

/** The same, as `AIB520 image.yaml:7:12` and the marked text. */
export function found(spec: string, files: Files = {}): readonly string[] {
  return lint(spec, files)
    .filter(({ code }) => /^AIB(?:27|43|5)/.test(code))
    .map(({ code, file, line, column, span }) => {
      const marked = span ? span.source.text.slice(span.start, span.end) : '';
      return `${code} ${file}:${line}:${column} ${marked}`;
    });
}
