import { fail, guarded, later, merge, notFound, page } from './replies';
import type { Azure, Build, Json, JsonObject, Reply, Seen } from './state';

const type = 'Microsoft.VirtualMachineImages/imageTemplates';

/** The build of a template, beside what is shown of it. */
const running = new WeakMap<JsonObject, Build & { lag: number; start: string }>();

/** Image templates: read, listed, patched, built, cancelled, deleted. */
export function templateRoute(azure: Azure, seen: Seen): Reply {
  const { method, path } = seen;
  const [, list, name, action, child] =
    /^(.*\/imageTemplates)(?:\/([^/]+))?(?:\/([^/]+))?(?:\/([^/]+))?$/i.exec(path) ?? [];
  if (name === undefined) {
    const prefix = `${list?.toLowerCase()}/`;
    const all = [...azure.resources.entries()].filter(
      ([key]) => key.startsWith(prefix) && !key.slice(prefix.length).includes('/'),
    );
    return guarded(azure, `${type}/read`, path, () =>
      page(
        azure,
        all.map(([, one]) => look(azure, one)),
        seen,
      ),
    );
  }
  const id = `${list}/${name}`;
  const template = azure.resources.get(id.toLowerCase());
  const needed = (right: string, reply: (found: JsonObject) => Reply): Reply =>
    guarded(azure, `${type}/${right}`, id, () => (template ? reply(template) : notFound(id)));
  switch (action?.toLowerCase()) {
    case 'run':
      return needed('run/action', (found) => start(azure, found));
    case 'cancel':
      return needed('cancel/action', cancel(azure));
    case 'triggers':
      return triggers(azure, seen, id, child);
    case 'runoutputs':
      return needed('runOutputs/read', (found) => {
        const outputs = (found.outputs ?? {}) as Record<string, JsonObject>;
        return page(
          azure,
          Object.entries(outputs).map(([output, properties]) => ({ name: output, properties })),
          seen,
        );
      });
  }
  if (method === 'GET')
    return needed('read', (found) => ({ status: 200, body: look(azure, found) }));
  if (method === 'DELETE') {
    return needed('delete', () => {
      for (const key of azure.resources.keys()) {
        if (key === id.toLowerCase() || key.startsWith(`${id.toLowerCase()}/`))
          azure.resources.delete(key);
      }
      return later(azure, 202);
    });
  }
  if (method === 'PATCH') {
    return needed('write', (found) => {
      const patch: JsonObject = JSON.parse(seen.body);
      azure.resources.set(id.toLowerCase(), {
        ...merge(found, patch),
        ...('tags' in patch ? { tags: patch.tags ?? {} } : {}),
      });
      return later(azure, 202);
    });
  }
  return fail(405, 'MethodNotAllowed', method);
}

function triggers(azure: Azure, seen: Seen, id: string, name: string | undefined): Reply {
  const prefix = `${id.toLowerCase()}/triggers/`;
  if (name === undefined) {
    const all = [...azure.resources.entries()].filter(([key]) => key.startsWith(prefix));
    return guarded(azure, `${type}/triggers/read`, id, () =>
      page(
        azure,
        all.map(([, one]) => one),
        seen,
      ),
    );
  }
  return guarded(azure, `${type}/triggers/write`, id, () => {
    azure.resources.set(`${prefix}${name.toLowerCase()}`, { name, ...JSON.parse(seen.body) });
    return later(azure, 201);
  });
}

function start(azure: Azure, template: JsonObject): Reply {
  const status = statusOf(template);
  if (status?.runState === 'Running' || status?.runState === 'Canceling') {
    return fail(409, 'Conflict', 'A build of the image template is running.');
  }
  const build = azure.builds.shift() ?? { looks: azure.buildLooks, end: 'Succeeded' };
  azure.now += 60_000;
  const begun = new Date(azure.now).toISOString().replace('Z', '1234Z');
  running.set(template, { ...build, lag: azure.lag, start: begun });
  if (azure.lag === 0)
    show(template, { runState: 'Running', runSubState: 'Queued', startTime: begun });
  return { ...later(azure, 202) };
}

const cancel =
  (azure: Azure) =>
  (template: JsonObject): Reply => {
    const build = running.get(template);
    if (!build) return fail(409, 'Conflict', 'No build is running.');
    build.end = 'Canceled';
    build.looks = 1;
    show(template, { ...statusOf(template), runState: 'Canceling' });
    return later(azure, 202);
  };

/** A look at a template: each one brings its build nearer to the end. */
function look(azure: Azure, template: JsonObject): Json {
  const build = running.get(template);
  if (build && build.lag > 0) {
    build.lag -= 1;
    if (build.lag === 0)
      show(template, { runState: 'Running', runSubState: 'Building', startTime: build.start });
  } else if (build) {
    build.looks -= 1;
    if (build.looks < 0) {
      azure.now += 45 * 60_000;
      const endTime = new Date(azure.now).toISOString();
      const message = build.message === undefined ? {} : { message: build.message };
      show(template, {
        runState: build.end,
        runSubState: '',
        startTime: build.start,
        endTime,
        ...message,
      });
      if (build.outputs) template.outputs = build.outputs;
      running.delete(template);
    } else if (statusOf(template)?.runState === 'Running') {
      show(template, { runState: 'Running', runSubState: 'Customizing', startTime: build.start });
    }
  }
  const { outputs: _outputs, ...shown } = template;
  return shown;
}

/** Lets all builds that are running end. */
export function endBuilds(azure: Azure): void {
  for (const template of azure.resources.values()) {
    const build = running.get(template);
    if (!build) continue;
    Object.assign(build, { lag: 0, looks: 0 });
    look(azure, template);
  }
}

function statusOf(template: JsonObject): JsonObject | undefined {
  return (template.properties as JsonObject).lastRunStatus as JsonObject | undefined;
}

function show(template: JsonObject, status: JsonObject): void {
  (template.properties as JsonObject).lastRunStatus = status;
}
