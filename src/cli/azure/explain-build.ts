import type { BuildLog } from '../../azure/operations/build-log';
import { createLogReader, type ExplainedLog } from '../../build-logs/explain-log';
import { readRunStatus } from '../../build-logs/run-status';
import type { Image } from '../../image/image';
import { baseName } from '../../lib/paths';

/** Explains the log of a build, together with what the service says of it. */
export function explainBuild(
  image: Image,
  { template, status, text, uri }: BuildLog,
): ExplainedLog {
  const runStatus = readRunStatus(JSON.stringify(template));
  const reader = createLogReader({
    images: [image],
    logName: baseName(uri),
    ...(runStatus ? { status: runStatus } : {}),
    ...(status.run === undefined ? {} : { run: status.run }),
  });
  reader.write(text);
  return reader.end();
}
