/**
 * Reads and evaluates Terraform configurations, as far as those of aibgen go: written apart from the printer, after the
 * specification of the language.
 * @see https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
import { createHash } from 'node:crypto';

/** A value of the language. */
export type HclData =
  string | number | boolean | null | readonly HclData[] | { readonly [key: string]: HclData };

/** Gives the value of a reference: `['var', 'env']`, `['local', 'x']`, with the steps behind it. */
export type Lookup = (steps: readonly (string | number)[]) => HclData;

/** An expression that is not evaluated yet. */
export type Expression = (lookup: Lookup) => HclData;

/** A block with its labels, arguments and inner blocks. */
export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly attributes: ReadonlyMap<string, Expression>;
  readonly blocks: readonly Block[];
}

/** Reads a file. */
export function readHcl(text: string): readonly Block[] {
  const reader = new Reader(text);
  const { attributes, blocks } = reader.body('');
  if (attributes.size > 0) throw new Error('a file has no arguments of its own');
  return blocks;
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  '\\': '\\',
};

class Reader {
  private at = 0;
  constructor(private readonly text: string) {}

  private fail(what: string): never {
    const line = this.text.slice(0, this.at).split('\n').length;
    throw new Error(
      `line ${line}: ${what} at ${JSON.stringify(this.text.slice(this.at, this.at + 30))}`,
    );
  }

  /** Skips blanks and comments; line breaks too where they mean nothing. */
  private skip(lines: boolean): void {
    const blank = lines ? /(?:[ \t\n]|#[^\n]*)*/y : /(?:[ \t]|#[^\n]*)*/y;
    blank.lastIndex = this.at;
    this.at += blank.exec(this.text)?.[0].length ?? 0;
  }

  private match(pattern: RegExp): string | undefined {
    const sticky = new RegExp(pattern.source, 'y');
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private take(word: string): boolean {
    if (!this.text.startsWith(word, this.at)) return false;
    this.at += word.length;
    return true;
  }

  private expect(word: string): void {
    if (!this.take(word)) this.fail(`${word} is missing`);
  }

  body(end: string): Pick<Block, 'attributes' | 'blocks'> {
    const attributes = new Map<string, Expression>();
    const blocks: Block[] = [];
    for (;;) {
      this.skip(true);
      if (this.at === this.text.length ? end === '' : end !== '' && this.take(end)) {
        return { attributes, blocks };
      }
      const name = this.match(/[A-Za-z_][\w-]*/) ?? this.fail('a name is missing');
      this.skip(false);
      if (this.match(/=(?!=)/) !== undefined) {
        if (attributes.has(name)) this.fail(`${name} is given twice`);
        attributes.set(name, this.expression());
        this.skip(false);
        this.expect('\n');
        continue;
      }
      const labels: string[] = [];
      while (!this.take('{')) {
        const label = this.match(/"[\w.-]*"/) ?? this.fail('a label is missing');
        labels.push(label.slice(1, -1));
        this.skip(false);
      }
      blocks.push({ type: name, labels, ...this.body('}') });
    }
  }

  private expression(): Expression {
    const condition = this.operators(0);
    this.skip(false);
    if (!this.take('?')) return condition;
    const yes = this.expression();
    this.skip(false);
    this.expect(':');
    const no = this.expression();
    return (lookup) => (condition(lookup) === true ? yes(lookup) : no(lookup));
  }

  private operators(level: number): Expression {
    const levels = [['||'], ['&&'], ['==', '!=']];
    const names = levels[level];
    if (!names) return this.primary();
    let left = this.operators(level + 1);
    for (;;) {
      this.skip(false);
      const name = names.find((one) => this.take(one));
      if (name === undefined) return left;
      const [first, second] = [left, this.operators(level + 1)];
      left = (lookup) => {
        if (name === '||') return first(lookup) === true || second(lookup) === true;
        if (name === '&&') return first(lookup) === true && second(lookup) === true;
        return (first(lookup) === second(lookup)) === (name === '==');
      };
    }
  }

  private primary(): Expression {
    this.skip(true);
    if (this.take('"')) return this.template();
    if (this.take('[')) return this.list(']');
    if (this.take('{')) return this.object();
    if (this.take('(')) {
      const inner = this.expression();
      this.skip(true);
      this.expect(')');
      return inner;
    }
    const number = this.match(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/);
    if (number !== undefined) return () => Number(number);
    const name = this.match(/[A-Za-z_][\w-]*/) ?? this.fail('an expression is missing');
    if (name === 'true' || name === 'false') return () => name === 'true';
    if (name === 'null') return () => null;
    if (this.take('(')) {
      const args = this.list(')');
      return (lookup) => call(name, args(lookup));
    }
    const steps: (string | number)[] = [name];
    for (;;) {
      const step = this.match(/\.[A-Za-z_][\w-]*|\[\d+\]/);
      if (step === undefined) return (lookup) => lookup(steps);
      steps.push(step.startsWith('.') ? step.slice(1) : Number(step.slice(1, -1)));
    }
  }

  private list(end: string): (lookup: Lookup) => readonly HclData[] {
    const items: Expression[] = [];
    for (;;) {
      this.skip(true);
      if (this.take(end)) return (lookup) => items.map((item) => item(lookup));
      items.push(this.expression());
      this.skip(true);
      if (!this.take(',') && this.text[this.at] !== end) this.fail('a comma is missing');
    }
  }

  private object(): Expression {
    const entries: (readonly [Expression, Expression])[] = [];
    for (;;) {
      this.skip(true);
      if (this.take('}')) {
        return (lookup) => {
          const pairs = entries.map(
            ([key, value]) => [String(key(lookup)), value(lookup)] as const,
          );
          if (new Set(pairs.map(([key]) => key)).size < pairs.length)
            throw new Error('a key twice');
          return Object.fromEntries(pairs);
        };
      }
      const bare = this.match(/[A-Za-z_][\w-]*/);
      if (bare === 'for') this.fail('an object begins with for');
      const key = bare === undefined ? this.primary() : () => bare;
      this.skip(false);
      this.expect('=');
      entries.push([key, this.expression()]);
      this.skip(false);
      if (!this.take(',') && !this.take('\n') && this.text[this.at] !== '}') {
        this.fail('the end of an entry is missing');
      }
    }
  }

  private template(): Expression {
    const pieces: (string | Expression)[] = [];
    for (;;) {
      if (this.take('"')) break;
      if (this.take('$${')) pieces.push('${');
      else if (this.take('%%{')) pieces.push('%{');
      else if (this.take('%{')) this.fail('a directive');
      else if (this.take('${')) {
        pieces.push(this.expression());
        this.skip(true);
        this.expect('}');
      } else if (this.take('\\')) {
        const code = this.match(/u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}/);
        const letter = code === undefined ? (this.match(/./) ?? '') : '';
        const text =
          code === undefined ? escapes[letter] : String.fromCodePoint(parseInt(code.slice(1), 16));
        pieces.push(text ?? this.fail('an unknown escape'));
      } else pieces.push(this.match(/[^\n"\\$%]+|[$%]/) ?? this.fail('the string does not end'));
    }
    const [only] = pieces;
    // A template of one expression has the type of that.
    if (pieces.length === 1 && typeof only === 'function') return only;
    return (lookup) =>
      pieces
        .map((piece) => (typeof piece === 'string' ? piece : stringOf(piece(lookup))))
        .join('')
        // All strings are kept in this form.
        .normalize('NFC');
  }
}

function stringOf(value: HclData): string {
  if (value === null || typeof value === 'object') throw new Error('no string');
  return String(value);
}

/** Functions of Terraform. */
function call(name: string, args: readonly HclData[]): HclData {
  const [first = null, second = null] = args;
  switch (name) {
    case 'coalesce':
      return args.find((one) => one !== null && one !== '') ?? null;
    case 'contains':
      return Array.isArray(first) && first.includes(second);
    case 'floor':
      return Math.floor(Number(first));
    case 'join':
      return (Array.isArray(second) ? second : []).map(stringOf).join(stringOf(first));
    case 'lower':
      return stringOf(first).toLowerCase();
    case 'substr':
      return stringOf(first).slice(Number(second), Number(second) + Number(args[2]));
    case 'tostring':
      return stringOf(first);
    case 'uuidv5':
      return uuidv5(stringOf(first), stringOf(second));
    default:
      throw new Error(`no function ${name}`);
  }
}

/** RFC 9562, 5.5. */
function uuidv5(namespace: string, name: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name, 'utf8')
    .digest()
    .subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
