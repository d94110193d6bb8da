/** `delete`: removes an image template; what it made stays. */
import type { AzureImage, ImageResult, Session } from '../azure-image';
import { afterDeletion, refuseBuilding, refuseBusy, refuseLoss } from '../guards';
import { deleteTemplate, lastRun } from '../image-templates';

/** Minutes that the deletion may take: the service removes the staging group with the template. */
const deleteMinutes = 60;

/** Deletes the template, and says so when it is gone. */
export async function deleteImage(
  session: Session,
  image: AzureImage,
  { force }: { readonly force: boolean },
): Promise<ImageResult> {
  const { client } = session;
  const { name } = image;
  const until = client.clock.now() + deleteMinutes * 60_000;
  const live = await afterDeletion(session, image, until);
  if (live === undefined) {
    return { name, state: 'absent', lines: [`there is no image template "${image.template}"`] };
  }
  refuseBusy(image, live);
  refuseBuilding(image, lastRun(live));
  if (!force) await refuseLoss(session, image, live);
  const end = await deleteTemplate(client, image, until);
  return {
    name,
    state: 'deleted',
    data: { note: end },
    lines: [
      end === 'deleted'
        ? 'deleted; what it distributed stays'
        : 'deleted; its staging group could not be removed and stays',
    ],
  };
}
