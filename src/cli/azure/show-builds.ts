/** Shows builds that are waited for: on a terminal in a table, else a line for each new state and step. */
import type { AzureImage, Session } from '../../azure/azure-image';
import type { Sight } from '../../azure/operations/follow-builds';
import type { Image } from '../../image/image';
import type { Io } from '../io';
import { createLiveTable } from './live-table';
import { diagnosticOf } from './run-in-azure';
import { createStepProgress, type StepProgress } from './step-progress';

export interface BuildDisplay {
  readonly show: (sights: readonly Sight[]) => void;
  /** Ends what is shown in place. */
  readonly clear: () => void;
}

/** Minutes after which a step that still runs is told again, off a terminal. */
const remindAfter = 5;

/** What was told of a build. */
interface Told {
  readonly progress: StepProgress;
  step: string;
  minutes: number;
}

/** Begins with nothing shown. */
export function createBuildDisplay(
  io: Io,
  {
    images,
    models,
    tell,
  }: {
    readonly images: readonly AzureImage[];
    readonly models: ReadonlyMap<string, Image>;
    readonly tell: Session['tell'];
  },
): BuildDisplay {
  const table = createLiveTable(io);
  const builds = new Map<string, Told>();
  let deniedTold = false;

  const tellDenied = ({ name, log }: Sight): void => {
    if (!log?.denied || deniedTold) return;
    deniedTold = true;
    const spec = images.find((image) => image.name === name)?.spec ?? '';
    const { message } = diagnosticOf(log.denied, spec);
    table.clear();
    tell(
      name,
      `the running step is not shown. ${message} "reader" in roles.json lists what it takes; state, minutes and result are shown without it.`,
    );
  };

  /** The step of a build, and its last line. */
  const stepOf = (sight: Sight): string => {
    const { name, log, minutes } = sight;
    if (!log) {
      builds.delete(name);
      return '';
    }
    tellDenied(sight);
    const told = builds.get(name) ?? {
      progress: createStepProgress(models.get(name)),
      step: '',
      minutes: 0,
    };
    builds.set(name, told);
    if (log.gap) told.progress.gap();
    told.progress.write(log.text);
    const now = told.progress.now();
    if (!now) return '';
    const last = now.lastLine === '' ? '' : `: ${now.lastLine}`;
    if (!io.terminal && (now.step !== told.step || minutes - told.minutes >= remindAfter)) {
      told.step = now.step;
      told.minutes = minutes;
      tell(name, `${now.step}, after ${minutes} min${last}`);
    }
    return `${now.step}${last}`;
  };

  return {
    show: (sights) => {
      table.show(sights.map((sight) => ({ ...sight, step: stepOf(sight) })));
    },
    clear: table.clear,
  };
}
