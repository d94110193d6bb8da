/** The open files and their projects: which project a file belongs to, and in which order specs are checked. */
import type { Finding } from '../diagnostics/diagnostic';
import type { Source } from '../diagnostics/source';
import { fileStamp } from '../disk/file-stamp';
import { diskHost, type Host } from '../disk/host';
import { configFolder, configName, projectFolder } from '../disk/project';
import { absolutePath, folderOf, isAbsolute, relativeTo, toSlashes } from '../lib/paths';
import { looksLikeSpec } from './looks-like-spec';
import { fileKey, type OpenText, withOpenTexts } from './open-texts';
import { type ProjectFindings, projectFindings } from './project-findings';
import { type ProjectSurroundings, projectSurroundings } from './project-surroundings';

/** A project with the files that the editor has open in it. */
export interface EditorProject {
  /** Its folder, absolute, with `/`. */
  readonly root: string;
  readonly host: Host;
  readonly findings: ProjectFindings;
  readonly surroundings: ProjectSurroundings;
}

/** A file, in its project. */
export interface EditorFile {
  readonly project: EditorProject;
  readonly source: Source;
}

/** What an editor has open. Paths are absolute, with `/`. */
export interface Workspace {
  readonly addFolder: (folder: string) => void;
  readonly removeFolder: (folder: string) => void;
  /** A file was opened, or its text was changed. */
  readonly open: (text: OpenText) => void;
  readonly close: (path: string) => void;
  readonly openText: (path: string) => OpenText | undefined;
  /** Looks which files have changed on the disk. */
  readonly refresh: () => void;
  /** Checks one spec; false where nothing is left to do. */
  readonly work: () => Promise<boolean>;
  /** A file with its project; `undefined` where it cannot be read. */
  readonly file: (path: string) => EditorFile | undefined;
  /** True for the files of a project and those that look like a spec; false for the other YAML of an editor. */
  readonly isOurs: (path: string) => boolean;
  readonly findingsOf: (path: string) => readonly Finding[];
  /** The folders in which something may change that matters. */
  readonly folders: () => ReadonlySet<string>;
  readonly absolute: (project: EditorProject, file: string) => string;
}

/** Takes the findings of a file; of an open one, for this text. */
export type PublishFindings = (path: string, findings: readonly Finding[]) => void;

/** Begins without folders and files. */
export function createWorkspace(publish: PublishFindings): Workspace {
  const texts = new Map<string, OpenText>();
  const folders = new Set<string>();
  const projects = new Map<string, EditorProject>();
  /** Stamps of the files of the disk that were read, by path. */
  const stamps = new Map<string, string | undefined>();
  const toReload = new Set<EditorProject>();

  /** Findings by file and project: a base may belong to several. */
  const published = new Map<string, Map<string, readonly Finding[]>>();

  const publishOf = (root: string, path: string, found: readonly Finding[]): void => {
    const byProject = published.get(fileKey(path)) ?? new Map<string, readonly Finding[]>();
    published.set(fileKey(path), byProject);
    if (found.length === 0) byProject.delete(root);
    else byProject.set(root, found);
    publish(texts.get(fileKey(path))?.path ?? path, [...byProject.values()].flat());
  };
  const rootOf = (path: string): string => {
    const folder = folderOf(path);
    const configured = configFolder(diskHost(folder));
    if (configured !== undefined) return toSlashes(configured);
    const around = [...folders].filter((one) => isInside(path, one));
    const nearest = around.toSorted((a, b) => b.length - a.length)[0];
    return nearest ?? toSlashes(projectFolder(diskHost(folder), folder));
  };
  const projectAt = (root: string): EditorProject => {
    const known = projects.get(fileKey(root));
    if (known) return known;
    const disk = diskHost(root);
    const overlay = withOpenTexts(disk, texts);
    const host: Host = {
      ...overlay,
      readFile: (path, bounds) => {
        const absolute = absolutePath(root, path);
        // Before it is read: a change in between is noticed then.
        if (!stamps.has(absolute)) stamps.set(absolute, fileStamp(absolute));
        return overlay.readFile(path, bounds);
      },
    };
    const findings = projectFindings(host, (file, found) => {
      publishOf(root, absolutePath(root, file), found);
    });
    const project = { root, host, findings, surroundings: projectSurroundings(host, findings) };
    projects.set(fileKey(root), project);
    toReload.add(project);
    return project;
  };
  const projectOf = (path: string): EditorProject => projectAt(rootOf(path));
  const inProject = (project: EditorProject, path: string): string =>
    relativeTo(project.root, path);
  const openIn = (project: EditorProject): readonly string[] =>
    [...texts.values()]
      .filter(({ path }) => projectOf(path) === project)
      .map(({ path }) => inProject(project, path));
  const changed = (path: string, isOpen: boolean): void => {
    for (const project of projects.values()) {
      project.findings.changed(inProject(project, path), isOpen);
      if (path.endsWith(`/${configName}`)) toReload.add(project);
    }
  };
  return {
    addFolder: (folder) => {
      folders.add(folder);
      projectAt(rootOf(`${folder}/spec.yaml`));
    },
    removeFolder: (folder) => {
      folders.delete(folder);
      for (const [key, project] of projects) {
        if (!isInside(`${project.root}/x`, folder) || openIn(project).length > 0) continue;
        projects.delete(key);
        toReload.delete(project);
        for (const file of project.findings.files()) {
          publishOf(project.root, absolutePath(project.root, file), []);
        }
      }
    },
    open: (text) => {
      const key = fileKey(text.path);
      const isNew = !texts.has(key);
      texts.set(key, text);
      const project = projectOf(text.path);
      changed(text.path, true);
      if (isNew || !project.findings.specs().has(inProject(project, text.path))) {
        project.findings.opened(openIn(project));
      }
    },
    close: (path) => {
      const project = projectOf(path);
      texts.delete(fileKey(path));
      stamps.delete(path);
      changed(path, false);
      project.findings.opened(openIn(project));
    },
    openText: (path) => texts.get(fileKey(path)),
    refresh: () => {
      for (const [path, stamp] of stamps) {
        const now = fileStamp(path);
        if (now === stamp) continue;
        stamps.set(path, now);
        if (!texts.has(fileKey(path))) changed(path, false);
      }
      for (const project of projects.values()) toReload.add(project);
    },
    work: async () => {
      for (const project of toReload) {
        toReload.delete(project);
        await project.findings.reload();
        project.findings.opened(openIn(project));
      }
      let worked = false;
      for (const project of projects.values()) {
        worked = (await project.findings.checkNext()) || worked;
      }
      return worked;
    },
    file: (path) => {
      const project = projectOf(path);
      const source = project.surroundings.source(inProject(project, path));
      return source && { project, source };
    },
    isOurs: (path) => {
      const project = projectOf(path);
      const file = inProject(project, path);
      const text = project.surroundings.source(file)?.text;
      return text !== undefined && (project.findings.uses(file) || looksLikeSpec(text));
    },
    findingsOf: (path) => {
      const project = projectOf(path);
      return project.findings.of(inProject(project, path));
    },
    folders: () =>
      new Set([
        ...[...stamps.keys()].map(folderOf),
        ...[...projects.values()].map(({ root }) => root),
      ]),
    absolute: (project, file) => absolutePath(project.root, file),
  };
}

function isInside(path: string, folder: string): boolean {
  const inner = relativeTo(folder, path);
  return inner !== '..' && !inner.startsWith('../') && !isAbsolute(inner);
}
