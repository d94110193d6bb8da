/** `aibgen roles --live`: the rights that identities need against those that they have in Azure. */
import { planDeployment } from '../../deployment/plan-deployment';
import { jsonText, safe } from '../../lib/safe-text';
import type { AzureImage } from '../../azure/azure-image';
import { environmentOf } from '../../emit/output-context';
import { rolesView } from '../../emit/views/roles-view';
import type { Image } from '../../image/image';
import { relativeTo } from '../../lib/paths';
import { rightsOf } from '../../rights/identity-rights';
import { printJson } from '../../value/printers/json-printer';
import type { AzureOptions } from '../azure/azure-options';
import { runInAzure } from '../azure/run-in-azure';
import { exit, type Io } from '../io';
import { parseRoles, type RolesDocument } from '../roles/roles-document';
import type { RolesOptions } from './roles';

export type LiveRolesOptions = RolesOptions & Pick<AzureOptions, 'cloud' | 'out'>;

/** Runs the command; returns its exit code: 1 where a right is missing. */
export function rolesLive(
  io: Io,
  args: readonly string[],
  options: LiveRolesOptions,
): Promise<number> {
  const { format } = options;
  return runInAzure(
    io,
    args,
    { ...options, format: 'text' },
    {
      needs: { models: true },
      run: ({ azure, images, models, session }) =>
        azure.forEachImage(images, 'The rights cannot be read', (image) => {
          const model = models.get(image.name);
          if (!model) throw new Error(`no model of ${image.name}`);
          return azure.compareRights(session, image.name, neededRights(image, model));
        }),
      print: (results) => {
        if (format !== 'json') return undefined;
        const all = results.map(({ name, state, data }) => ({ name, state, ...data }));
        const [only, ...more] = all;
        io.stdout(safe`${jsonText(only && more.length === 0 ? only : { images: all }, 2)}\n`);
        return exit.done;
      },
    },
  );
}

/** The rights of an image in the subscription and group that it goes to. */
function neededRights(image: AzureImage, model: Image): RolesDocument {
  const { resourceGroup, subscription } = image;
  const environment = { ...environmentOf(model), subscription, resourceGroup };
  const deployment = planDeployment(model, rightsOf(model));
  const view = rolesView(deployment, (path) => relativeTo('', path));
  const document = parseRoles(printJson(view, environment));
  if (!document) throw new Error('the rights of an image are not what roles.json holds');
  return document;
}
