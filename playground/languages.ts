/** Colours for code: JSON is read as the YAML that it is, the other languages word by word. */
import { type Language, StreamLanguage, type StreamParser } from '@codemirror/language';
import { yamlLanguage } from '@codemirror/lang-yaml';

type Rule = readonly [pattern: RegExp, style: string | null];

/** A language as a list of patterns, tried in order where the last one ended. */
function wordByWord(rules: readonly Rule[]): Language {
  const parser: StreamParser<null> = {
    startState: () => null,
    token(stream) {
      const rule = rules.find(([pattern]) => stream.match(pattern));
      if (!rule) stream.next();
      return rule?.[1] ?? null;
    },
  };
  return StreamLanguage.define(parser);
}

const bicep = wordByWord([
  [/^(?:\/\/.*|#disable-.*)/, 'comment'],
  [/^'(?:[^'\\]|\\.)*'/, 'string'],
  [/^@[\w.]+/, 'meta'],
  [
    /^(?:resource|module|param|var|output|using|targetScope|existing|if|for|in|type|import)\b/,
    'keyword',
  ],
  [/^(?:true|false|null|\d+)\b/, 'number'],
  [/^[A-Za-z_]\w*(?=\s*:)/, 'propertyName'],
  [/^\w+/, null],
]);

const shell = wordByWord([
  [/^#.*/, 'comment'],
  [/^'[^']*'/, 'string'],
  [/^"(?:[^"\\]|\\.)*"/, 'string'],
  [/^\$(?:\w+|\{[^}]*\}|[#?@*!$-])/, 'propertyName'],
  [/^(?:if|then|else|elif|fi|case|esac|for|while|do|done|return|exit|shift|in)\b/, 'keyword'],
  [/^[\w.-]+/, null],
]);

const powerShell = wordByWord([
  [/^#.*/, 'comment'],
  [/^'[^']*'/, 'string'],
  [/^"(?:[^"`]|`.)*"/, 'string'],
  [/^\$(?:\w+|\{[^}]*\})/, 'propertyName'],
  [
    /^(?:if|else|elseif|foreach|for|while|function|param|return|exit|try|catch|throw|in)\b/i,
    'keyword',
  ],
  [/^[\w.-]+/, null],
]);

const terraform = wordByWord([
  [/^(?:#|\/\/).*/, 'comment'],
  [/^"(?:[^"\\]|\\.)*"/, 'string'],
  [
    /^(?:resource|data|module|variable|output|provider|terraform|locals|moved|import|for|in|if)\b/,
    'keyword',
  ],
  [/^(?:true|false|null|\d+)\b/, 'number'],
  [/^[A-Za-z_][\w-]*(?=\s*=)/, 'propertyName'],
  [/^[\w-]+/, null],
]);

const typeScript = wordByWord([
  [/^(?:\/\/.*|\/\*\*?.*\*\/)/, 'comment'],
  [/^'(?:[^'\\]|\\.)*'/, 'string'],
  [
    /^(?:import|export|from|const|let|function|return|interface|type|readonly|if|else|for|of|new|await|async|extends)\b/,
    'keyword',
  ],
  [/^(?:true|false|null|undefined|\d+)\b/, 'number'],
  [/^\w+/, null],
]);

const byEnding: ReadonlyMap<string, Language> = new Map([
  ['json', yamlLanguage],
  ['yml', yamlLanguage],
  ['yaml', yamlLanguage],
  ['bicep', bicep],
  ['bicepparam', bicep],
  ['sh', shell],
  ['ps1', powerShell],
  ['powershell', powerShell],
  ['tf', terraform],
  ['tfvars', terraform],
  ['hcl', terraform],
  ['js', typeScript],
  ['ts', typeScript],
]);

/** The language of a file, by the ending of its name, or of a fenced block, by its name. */
export function languageOf(file: string): Language | undefined {
  return byEnding.get(file.slice(file.lastIndexOf('.') + 1));
}
