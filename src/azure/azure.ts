/** The operations in Azure: a bundle of its own, loaded by the commands that work there. Nothing else may use a network. */
export { forEachImage } from './each-image';
export { openSession } from './session';
export { failureOf } from './failures';
export { readGroup } from './deployments';
export { deployImage } from './operations/deploy-image';
export { startBuild } from './operations/start-build';
export { waitForBuilds } from './operations/follow-builds';
export { cancelBuild } from './operations/cancel-build';
export { deleteImage } from './operations/delete-image';
export { uploadScripts } from './operations/upload-scripts';
export { readOutputs } from './operations/build-outputs';
export { bicepparam, tfvars } from './operations/output-files';
export { statusOfImages } from './operations/image-status';
export { fetchLog, followLog } from './operations/build-log';
export { createSurveyor, pruneVersions } from './operations/prune-versions';
export { promoteImage } from './operations/promote-versions';
export { compareRights } from './operations/live-rights';
export { compareWithLive } from './operations/live-diff';
