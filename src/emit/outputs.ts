/** The one table of outputs: file path -> template and view. */
import type { Finding } from '../diagnostics/diagnostic';
import type { Image } from '../image/image';
import type { OutputFormat } from '../language/own-keys';
import type { Right } from '../rights/identity-rights';
import { principalRights } from '../deployment/operator-rights';
import { type Deployment, planDeployment } from '../deployment/plan-deployment';
import type { UserTemplates } from './user-templates/user-templates';
import { environmentOf } from './output-context';
import type { Environment } from '../value/printers/json-printer';
import { type OutputView, partials, pipelines, renderTemplate } from './built-in-templates';
import { armParameters, armView } from './views/arm-view';
import { mainBicepView } from './views/bicep-view';
import { resourcesModuleView, rightsModuleView } from './views/bicep-modules-view';
import { bareMade, bareTemplate, givenParameters, triggerBody } from './views/wrapper-parts';
import { terraformViews } from './views/terraform-view';
import { imageView } from './views/user-view';
import type { azureView, githubView } from './views/pipelines-view';
import { readmeView } from './views/readme-view';
import { type RelativePath, rolesView } from './views/roles-view';

/** Files of one image, each with its path in its folder, and what templates of the user had to say. */
export interface Outputs {
  readonly files: readonly (readonly [path: string, text: string])[];
  readonly diagnostics: readonly Finding[];
}

/** What the files of an image are made from. */
export interface OutputInput {
  readonly image: Image;
  readonly rights: readonly Right[];
  readonly relative: RelativePath;
  /** Templates of the user, where there are any. */
  readonly own: UserTemplates | undefined;
}

/** Renders all files of an image. */
export function renderOutputs(input: OutputInput): Outputs {
  const { image, own, rights, relative } = input;
  const environment = environmentOf(image);
  const deployment = planDeployment(image, rights);
  const views = viewsOf(deployment, environment, input).map(({ path, template, view }) => ({
    path,
    template,
    view: { ...view, environment },
  }));
  if (own)
    return own.render({ views, environment, image: imageView(deployment, environment, relative) });
  return {
    files: views.map(({ path, template, view }) => [path, renderTemplate(template, view)]),
    diagnostics: [],
  };
}

function viewsOf(
  deployment: Deployment,
  environment: Environment,
  { relative }: OutputInput,
): readonly OutputView[] {
  const { image, made } = deployment;
  const others = principalRights(deployment);
  return [
    file('imageTemplate.json', { template: bareTemplate(image) }),
    ...(image.trigger ? [file('trigger.json', { trigger: triggerBody(image.trigger) })] : []),
    ...(made.length > 0 ? [file('resources.json', { resources: bareMade(image) })] : []),
    ...image.formats.flatMap((format) => wrapperViews[format](deployment)),
    file('roles.json', { roles: rolesView(deployment, relative, others) }),
    file('README.md', readmeView(deployment, others, environment, relative)),
  ];
}

/** The files of a deployment in each language. */
const wrapperViews: Readonly<
  Record<OutputFormat, (deployment: Deployment) => readonly OutputView[]>
> = {
  arm: (deployment) => [
    file('azuredeploy.json', armView(deployment)),
    file('azuredeploy.parameters.json', { parameters: armParameters(deployment) }),
  ],
  bicep: (deployment) => {
    const { image, made, modules } = deployment;
    const main = mainBicepView(deployment);
    return [
      file('main.bicep', main),
      file('main.bicepparam', bicepParameterFile(deployment, main)),
      ...made.map((module) =>
        file('modules/resources.bicep', resourcesModuleView(module, image.specFile), module.file),
      ),
      ...modules.map((module) =>
        file('modules/rights.bicep', rightsModuleView(module, image.specFile), module.file),
      ),
    ];
  },
  terraform: (deployment) => {
    const { main, variables, outputs } = terraformViews(deployment);
    return [
      file('main.tf', main),
      file('variables.tf', variables),
      file('outputs.tf', outputs),
      file('versions.tf', {}),
    ];
  },
};

function file(template: string, view: object, path = template): OutputView {
  return { path, template, view };
}

function bicepParameterFile(deployment: Deployment, main: ReturnType<typeof mainBicepView>) {
  return {
    scope: main.scope,
    parameters: givenParameters(deployment).map(([name, value]) => ({ name, value })),
  };
}

/** Renders the pipeline for a CI system. */
export function renderPipeline(
  kind: keyof typeof pipelines,
  view: ReturnType<typeof githubView | typeof azureView>,
): string {
  return pipelines[kind](view, {}, partials);
}
