/** Follows builds to their ends, and says why those failed that did, where their logs can be read. */
import type * as Azure from '../../azure/azure';
import type { AzureImage, ImageResult, Session } from '../../azure/azure-image';
import type { BuildLog } from '../../azure/operations/build-log';
import { isJsonObject, type JsonObject, parseJson } from '../../lib/json';
import type { Io } from '../io';
import { explanationText } from '../logs/explanation-text';
import { plain } from '../../diagnostics/formats/text';
import type { Image } from '../../image/image';
import { explainBuild } from './explain-build';
import { runOfResult } from './run-files';
import { diagnosticOf } from './run-in-azure';
import { createBuildDisplay } from './show-builds';

interface Tools {
  readonly azure: typeof Azure;
  readonly session: Session;
  readonly images: readonly AzureImage[];
  readonly models: ReadonlyMap<string, Image>;
}

/** The results of all builds, in the order of the images. */
export async function waitAndExplain(
  io: Io,
  { azure, session, images, models }: Tools,
  options: {
    readonly runs: ReadonlyMap<string, string>;
    readonly minutes: number | undefined;
    /** The folder that logs are written to, also those of builds that did not fail. */
    readonly saveLogs?: string | undefined;
  },
): Promise<readonly ImageResult[]> {
  const display = createBuildDisplay(io, { images, models, tell: session.tell });
  // On a terminal the table shows the states.
  const tell: Session['tell'] = io.terminal ? () => {} : session.tell;
  const ended = await azure.waitForBuilds({ ...session, tell }, images, {
    ...options,
    watch: display.show,
  });
  display.clear();
  const results: ImageResult[] = [];
  for (const result of ended) {
    const image = images.find(({ name }) => name === result.name);
    const failed = /^(?:failed|partiallysucceeded)$/i.test(result.state);
    const tools = { azure, session, images, models };
    if (!image || (!failed && options.saveLogs === undefined)) {
      results.push(result);
      continue;
    }
    const log = await logOf(tools, image, result);
    if ('unread' in log) {
      results.push(failed ? { ...result, lines: [...(result.lines ?? []), log.unread] } : result);
      continue;
    }
    if (options.saveLogs !== undefined) {
      io.host.makeFolder(options.saveLogs);
      io.host.writeFile(`${options.saveLogs}/${image.name}.log`, log.text);
    }
    results.push(failed ? explained(tools, image, result, log) : result);
  }
  return results;
}

/** The log of a build that is over, or why it cannot be read: a principal that may build need not be one that may read logs. */
async function logOf(
  { azure, session }: Tools,
  image: AzureImage,
  result: ImageResult,
): Promise<BuildLog | { readonly unread: string }> {
  const run = runOfResult(result);
  try {
    return await azure.fetchLog(session, image, { run });
  } catch (error) {
    const { problems = [] } = azure.failureOf(image.name, 'The log cannot be read', error);
    const reasons = problems.map((one) => diagnosticOf(one, image.spec).message);
    return {
      unread: `The log cannot be read. ${reasons.join(' ')} "reader" in roles.json lists what it takes; until then, "aibgen logs ${image.spec} <file>" explains a log that someone else downloads.`,
    };
  }
}

function explained(
  { models }: Tools,
  image: AzureImage,
  result: ImageResult,
  log: BuildLog,
): ImageResult {
  const model = models.get(image.name);
  if (!model) return result;
  const explanation = explainBuild(model, log);
  const { causes, steps, tail } = explanation.explanation;
  const lines = explanationText(explanation, plain).trimEnd().split('\n');
  return {
    ...result,
    data: { ...result.data, ...plainJson({ causes, steps, tail }) },
    lines: [...(result.lines ?? []), ...lines],
  };
}

/** What an explanation holds is JSON already; its types do not say so. */
function plainJson(value: object): JsonObject {
  const parsed = parseJson(JSON.stringify(value));
  return isJsonObject(parsed) ? parsed : {};
}
