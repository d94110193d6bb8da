/** Microsoft's own types of the resource, from the SDK of 2025-10-01, on every template in `out/`: TypeScript is the judge. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { imageNames, outFolder, root } from '../support/images';

const sdk = path.join(root, 'node_modules/@azure/arm-imagebuilder/dist/commonjs/index.d.ts');

interface Body {
  readonly location: string;
  readonly tags?: unknown;
  readonly identity: unknown;
  readonly properties: unknown;
}

/**
 * The body of a request. The SDK's unions also hold their bases, whose `type` is any text and by which a misspelt one
 * would pass: they are taken out.
 */
const types = `import type * as sdk from '@azure/arm-imagebuilder';
type Known<T, Key extends keyof T = 'type' & keyof T> = T extends unknown ? (string extends T[Key] ? never : T) : never;
type Replace<T, U> = T extends unknown ? Omit<T, keyof U> & U : never;
type Shared = Replace<
  sdk.ImageTemplateSharedImageDistributor,
  { versioning?: Known<sdk.DistributeVersionerUnion, 'scheme'> }
>;
type Validate = Replace<
  sdk.ImageTemplatePropertiesValidate,
  { inVMValidations?: Known<sdk.ImageTemplateInVMValidatorUnion>[] }
>;
export type Body = Replace<
  Omit<sdk.ImageTemplate, 'id' | 'name' | 'type' | 'systemData'>,
  {
    source: Known<sdk.ImageTemplateSourceUnion>;
    customize?: Known<sdk.ImageTemplateCustomizerUnion>[];
    validate?: Validate;
    distribute: (Exclude<Known<sdk.ImageTemplateDistributorUnion>, { type: 'SharedImage' }> | Shared)[];
  }
>;
`;

/** What TypeScript says of bodies, one line a problem. */
function problems(bodies: Readonly<Record<string, Body>>): readonly string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'aibgen-sdk-'));
  try {
    writeFileSync(path.join(folder, 'body.d.ts'), types);
    for (const [name, { location, tags, identity, properties }] of Object.entries(bodies)) {
      const body = JSON.stringify({ location, tags, identity, ...Object(properties) }, null, 2);
      const text = `import type { Body } from './body';\nexport default ${body} satisfies Body;\n`;
      writeFileSync(path.join(folder, `${name}.ts`), text);
    }
    const compilerOptions = {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      exactOptionalPropertyTypes: true,
      module: 'esnext',
      moduleResolution: 'bundler',
      lib: ['es2024', 'dom'],
      types: [],
      paths: { '@azure/arm-imagebuilder': [sdk] },
    };
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { stdio: 'pipe' });
    return [];
  } catch (error) {
    const { stdout } = error as { stdout: Buffer };
    return stdout
      .toString()
      .split('\n')
      .filter((line) => /error TS/.test(line));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function bodyOf(name: string): Body {
  return JSON.parse(readFileSync(path.join(outFolder, name, 'imageTemplate.json'), 'utf8'));
}

test('every template of the examples is one of the SDK', () => {
  const bodies = Object.fromEntries(imageNames.map((name) => [name, bodyOf(name)]));
  expect(problems(bodies)).toEqual([]);
});

const wrongs: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'a key that there is not': { buildTimeoutInMinute: 5 },
  'a kind in another case': { source: { type: 'platformImage', publisher: 'p' } },
  'a text for a number': { buildTimeoutInMinutes: '5' },
  'a key of another kind of step': { customize: [{ type: 'Shell', runElevated: true }] },
  'a target without its output': { distribute: [{ type: 'VHD' }] },
  'a key of the spec': {
    distribute: [
      { type: 'SharedImage', runOutputName: 'o', galleryImageId: 'g', regions: ['eastus'] },
    ],
  },
  'a scheme in another case': {
    distribute: [
      {
        type: 'SharedImage',
        runOutputName: 'o',
        galleryImageId: 'g',
        versioning: { scheme: 'latest' },
      },
    ],
  },
};

test('what is none of the SDK is found', () => {
  const { properties, ...rest } = bodyOf('web-base');
  const bodies = Object.entries(wrongs).map(([what, wrong]) => [
    what,
    { ...rest, properties: { ...Object(properties), ...wrong } },
  ]);
  const found = problems(Object.fromEntries(bodies)).map((line) => /([^/\\]+)\.ts/.exec(line)?.[1]);
  expect(new Set(found)).toEqual(new Set(Object.keys(wrongs)));
});
