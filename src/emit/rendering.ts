/**
 * All that renders outputs. The command loads it with its first output, from a bundle of its own: an image that did not change
 * needs no templates. Import it with `import()`; the rules of the layout see to that.
 */
export { imageOutputs } from './image-outputs';
export { renderPipeline } from './outputs';
