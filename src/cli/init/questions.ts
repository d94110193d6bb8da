/** The questions of `aibgen init`, on a terminal. */
import { intro, isCancel, outro, select, text } from '@clack/prompts';
import { currentSources } from '../../service/current-sources';
import type { InitProblem, InitSettings, InitTarget } from './settings';
import { osOfSource, withDefaults } from './first-spec';
import type { Console } from '../io';

/** What the settings so far would make wrong. */
type ProblemsOf = (settings: InitSettings) => readonly InitProblem[];

/** What is known so far. */
type Known = Partial<InitSettings>;

/** One question: what is known afterwards, or `undefined` where the person stopped. */
type Question = (known: Known, on: Terminal, problemsOf: ProblemsOf) => Promise<Known | undefined>;

type Terminal = Console & { readonly signal: AbortSignal };

/** Asks for all that is not known; `undefined` where the person stops. */
export async function askSettings(
  { input, output }: Console,
  given: Known,
  problemsOf: ProblemsOf,
): Promise<InitSettings | undefined> {
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  const onKey = (_: unknown, key: { readonly ctrl?: boolean; readonly name?: string }): void => {
    if (key.ctrl === true && key.name === 'd') abort();
  };
  // The end of the input is an answer too: as Ctrl+C.
  input.once('end', abort).once('close', abort).on('keypress', onKey);
  try {
    intro('A first spec. Enter takes what is shown; Ctrl+C stops, and nothing is written.', {
      output,
    });
    let known = given;
    for (const question of questions) {
      const next = await question(known, { input, output, signal: stop.signal }, problemsOf);
      if (!next) return undefined;
      known = next;
    }
    outro('Thank you.', { output });
    return withDefaults(known);
  } finally {
    input.off('end', abort).off('close', abort).off('keypress', onKey);
  }
}

const os: Question = async (known, on) => {
  const sourceOs = known.source === undefined ? undefined : osOfSource(known.source);
  if (known.os !== undefined || sourceOs !== undefined) return known;
  const options = [
    { value: 'linux' as const, label: 'Linux' },
    { value: 'windows' as const, label: 'Windows' },
  ];
  const answer = await select({ ...on, message: 'Operating system', options });
  return isCancel(answer) ? undefined : { ...known, os: answer };
};

const another = 'another';

const source: Question = async (known, on, problemsOf) => {
  if (known.source !== undefined) return known;
  const { os } = withDefaults(known);
  const options = [
    ...currentSources
      .filter((one) => one.os === os)
      .map(({ label, urn }) => ({ value: urn, label, hint: urn })),
    { value: another, label: 'Another one', hint: 'a URN or the id of an image' },
  ];
  const answer = await select({ ...on, message: 'Source', options, maxItems: 12 });
  if (isCancel(answer)) return undefined;
  if (answer !== another) return { ...known, source: answer };
  return ask('source', 'publisher:offer:sku:version, or an id', (value) => ({
    ...known,
    source: value,
  }))(known, on, problemsOf);
};

const targets: Question = async (known, on, problemsOf) => {
  if (known.targets !== undefined) return known;
  const options: { value: InitTarget['kind']; label: string }[] = [
    { value: 'gallery', label: 'A version in a compute gallery' },
    { value: 'image', label: 'A managed image' },
    { value: 'vhd', label: 'A VHD' },
  ];
  const kind = await select({ ...on, message: 'Target', options });
  if (isCancel(kind)) return undefined;
  const { name } = withDefaults(known);
  const to = (reference: string): Known => ({ ...known, targets: [{ kind, reference }] });
  const first = to(kind === 'gallery' ? `corpGallery/${name}` : name);
  const messages = {
    gallery: 'gallery/definition, or group/gallery/definition',
    image: 'Name of the managed image, or group/name',
    vhd: 'Name of the VHD',
  };
  return ask(kind, messages[kind], to)(first, on, problemsOf);
};

const pipelines: Question = async (known, on) => {
  if (known.pipelines !== undefined) return known;
  const options: { value: NonNullable<InitSettings['pipelines']>; label: string }[] = [
    { value: 'github', label: 'GitHub Actions' },
    { value: 'azure', label: 'Azure Pipelines' },
    { value: 'both', label: 'Both' },
    { value: 'none', label: 'None' },
  ];
  const answer = await select({ ...on, message: 'Pipelines', options });
  return isCancel(answer) ? undefined : { ...known, pipelines: answer };
};

/** A question for a text: what is taken unless something else is typed, and what is wrong with it. */
function ask(flag: string, message: string, add: (value: string) => Known): Question {
  return async (known, on, problemsOf) => {
    const settings = withDefaults(known);
    const initial =
      flag === 'name' || flag === 'identity' || flag === 'location' || flag === 'source'
        ? settings[flag]
        : (settings.targets[0]?.reference ?? '');
    const answer = await text({
      ...on,
      message,
      // What is typed replaces it; Enter alone takes it.
      placeholder: initial,
      defaultValue: initial,
      validate: (value = '') => {
        const typed = value === '' ? initial : value;
        const problem = problemsOf(withDefaults({ ...known, ...add(typed) })).find(
          (one) => one.flag === flag,
        );
        return problem && `${problem.why} ${problem.hint}`;
      },
    });
    return isCancel(answer) ? undefined : { ...known, ...add(answer) };
  };
}

/** Asks for a string, unless it is known. */
function unlessKnown(key: 'name' | 'identity' | 'location', message: string): Question {
  const question = ask(key, message, (value) => ({ [key]: value }));
  return async (known, on, problemsOf) =>
    known[key] === undefined ? question(known, on, problemsOf) : known;
}

const questions: readonly Question[] = [
  os,
  source,
  unlessKnown('name', 'Name of the image'),
  targets,
  unlessKnown('identity', 'User-assigned identity that builds it: a name, or group/name'),
  unlessKnown('location', 'Region in which it is built'),
  pipelines,
];
