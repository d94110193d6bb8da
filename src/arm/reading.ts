/** Gathers what is found in a document, and the values that its parameters are given from outside. */
import { emptyEnvironment } from './evaluation-context';
import type { ArmEnvironment } from './evaluation-context';
import { formatArmPath } from './document';
import type { ArmDocument, ArmProblem } from './document';
import { givenValues, readParametersText } from './template-parameters';
import type { ParameterValues } from './template-parameters';
import type { ArmCollector, FoundResource, ImportedResource } from './collect-resources';

/** How a document is read. */
export interface ArmReadOptions {
  /** The text of a parameters file. */
  readonly parametersText?: string;
  /** Single values, which win over the parameters file; texts are converted to the declared type. */
  readonly parameterValues?: Readonly<Record<string, unknown>>;
  /** Parameters that stay symbolic though they have a default value; `all` for every one that is given no value. */
  readonly symbolicParameters?: 'all' | readonly string[];
}

/** More problems than this are only counted. */
const maxProblems = 100;

/** A document that is being read: what is found, and what there is to tell. */
export interface ArmReading extends ArmCollector {
  readonly environment: ArmEnvironment;
  readonly pass: (problem: ArmProblem) => void;
  readonly finish: () => {
    readonly found: readonly ImportedResource[];
    readonly problems: readonly ArmProblem[];
  };
}

/** Begins to read a document. */
export function startReading(document: ArmDocument): ArmReading {
  const found: ImportedResource[] = [];
  const problems = new Map<string, ArmProblem>();
  let more = 0;
  const pass = (problem: ArmProblem) => {
    const key = `${problem.path} ${problem.message}`;
    if (problems.size < maxProblems || problem.severity === 'error') problems.set(key, problem);
    else if (!problems.has(key)) more += 1;
  };
  const report: ArmCollector['report'] = (severity, message, path, inOtherResource) =>
    pass({
      severity,
      message,
      ...document.locate(path),
      path: formatArmPath(path),
      ...(inOtherResource ? { inOtherResource } : {}),
    });
  const add = ({ place, ...resource }: FoundResource) => {
    const { line } = document.locate(place);
    found.push({ ...resource, path: formatArmPath(place), line });
  };
  document.problems.forEach(pass);
  const finish = () => {
    if (more > 0) report('info', `There are ${more} more notes like these.`, []);
    return { found, problems: [...problems.values()] };
  };
  const note = (message: string) => report('info', message, []);
  return { environment: { ...emptyEnvironment(), note }, add, report, pass, finish };
}

/** The values from outside: single ones win over those of the file, and these over those beside the template. */
export function valuesFrom(
  options: ArmReadOptions,
  reading: ArmReading,
  beside: ParameterValues,
): ParameterValues {
  const { parametersText, parameterValues } = options;
  const file = parametersText === undefined ? [] : readParametersText(parametersText, reading.pass);
  return new Map([...beside, ...file, ...givenValues(parameterValues ?? {})]);
}
