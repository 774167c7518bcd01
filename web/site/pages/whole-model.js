/** The whole model on the front page: a scene of the playground that the page's script opens once it comes into sight. */
import { escapeHtml } from '../../lesson/compile/markdown/markdown.js';

/**
 * @param {{ whole?: { scene: string } }} course `whole` names one of the course's scenes
 * @returns {string} a section, or nothing where none is named
 */
export function wholeModel({ whole }) {
  if (!whole) return '';
  const name = escapeHtml(whole.scene);
  return `<section class="whole js-only" aria-labelledby="whole-title">
<h2 id="whole-title">A whole model at a glance</h2>
<p>Every small square is a number that the engine computes here. Click a tensor to run the model up to it. Zoom in until you can read the numbers, and further to see how each one was made. <a href="play/index.html?scene=${name}">Open this model in the playground</a></p>
<div class="whole-picture" data-scene="scenes/${name}.json"></div>
</section>`;
}
