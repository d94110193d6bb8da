/** The operations in Azure: a bundle of its own, loaded by the commands that work there. Nothing else may use a network. */
export { forEachImage } from './each-image';
export { openSession } from './session';
export { failureOf } from './failures';
export { readGroup } from './deployments';
export { deployImage } from './operations/deploy';
export { startBuild } from './operations/run';
export { waitForBuilds } from './operations/wait';
export { cancelBuild } from './operations/cancel';
export { deleteImage } from './operations/delete';
export { uploadScripts } from './operations/upload';
export { readOutputs } from './operations/outputs';
export { bicepparam, tfvars } from './operations/output-files';
export { statusOfImages } from './operations/status';
export { fetchLog, followLog } from './operations/logs';
export { createSurveyor, pruneVersions } from './operations/prune';
export { promoteImage } from './operations/promote';
export { compareRights } from './operations/live-rights';
export { compareWithLive } from './operations/live-diff';
