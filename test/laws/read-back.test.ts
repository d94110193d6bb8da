/** Law 6, printer by printer: every hostile text is read back by another reader as it was. */
import { execFileSync } from 'node:child_process';
import { parse as parseYaml } from 'yaml';
import { printArm } from '../../src/value/printers/arm-printer';
import { printJson } from '../../src/value/printers/json-printer';
import { codeSpan } from '../../src/value/printers/markdown-printer';
import { mermaidLabel } from '../../src/value/printers/mermaid-printer';
import { shellWord } from '../../src/value/printers/shell-printer';
import { ciWord, yamlText } from '../../src/value/printers/yaml-printer';
import { text } from '../../src/value/value';
import { hostileTexts } from './hostile';

const hostile = Object.values(hostileTexts);
const environment = { subscription: '', resourceGroup: '', valueOf: () => '' };

describe('every hostile text, read back', () => {
  test('by the shell', () => {
    for (const print of [shellWord, ciWord]) {
      const script = hostile.map((one) => `printf '%s\\0' ${print(one)}\n`).join('');
      const read = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0');
      // The shell drops line breaks at the end of what a command gives.
      expect(read.slice(0, -1)).toEqual(hostile.map((one) => one.replace(/\n+$/, '')));
    }
    expect(hostile.map(shellWord).join('\n')).not.toMatch(/##(?:vso)?\[/i);
    const inPipelines = hostile.map((one) => ciWord(one).replace(/^"\$\(printf/, ''));
    expect(inPipelines.join('\n')).not.toMatch(/\$\{\{|\$[([]|##/);
  });

  test('by a YAML reader', () => {
    expect(hostile.map((one) => parseYaml(yamlText(one)))).toEqual(hostile);
  });

  test('by a JSON reader', () => {
    expect(hostile.map((one) => JSON.parse(printJson(text(one), environment)))).toEqual(hostile);
    const arm = hostile.map((one) => String(JSON.parse(printArm(text(one)))));
    expect(arm.filter((one) => /^\[[^[].*\]$/s.test(one))).toEqual([]);
  });

  test('as code in Markdown', () => {
    for (const one of hostile) {
      const [, fence = '', inside = ''] = /^(`+)(.*?)\1$/s.exec(codeSpan(one)) ?? [];
      // A run of as many ticks would end it; blanks around belong to the fence.
      expect(inside.match(/`+/g)?.map((run) => run.length) ?? []).not.toContain(fence.length);
      expect(codeSpan(one)).not.toMatch(/\n/);
    }
  });

  test('as a label of Mermaid', () => {
    for (const one of hostile) {
      const label = mermaidLabel(one);
      expect(label).toMatch(/^"[A-Za-z0-9 ._/@:,#;-]+"$/);
      const spelled = label.slice(1, -1).replace(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))); // prettier-ignore
      const shown = one.length > 100 ? `${one.slice(0, 60).toWellFormed()}…${one.slice(-39).toWellFormed()}` : one; // prettier-ignore
      expect(spelled).toBe(shown);
    }
  });
});
