/** The page of the playground. */
import { escapeHtml } from '../../lesson/compile/markdown/markdown.js';
import { page } from '../layout.js';

/** @param {{ group: string, scenes: { name: string, title: string, address: string, embed: string }[] }[]} groups addresses from the site's root */
export function playPage(groups) {
  const option = ({ name, title, address, embed }) =>
    `<option value="../${escapeHtml(address)}" data-name="${escapeHtml(name)}" data-embed="${escapeHtml(embed)}">${escapeHtml(title)}</option>`;
  const options = groups.map(
    ({ group, scenes }) => `<optgroup label="${escapeHtml(group)}">\n${scenes.map(option).join('\n')}\n</optgroup>`,
  );
  return page({
    title: 'Playground · Attend',
    description: 'Type your own sentence, change the mask and the model, and step through every number that comes out.',
    root: '../',
    here: 'play',
    className: 'play-page',
    script: 'play',
    skip: '<a class="skip js-only" href="#machine">Skip to the machine</a>\n',
    body: `<main><attend-workshop class="play">
<section id="main" class="play-head" slot="head" aria-labelledby="play-title">
<h1 id="play-title">Playground</h1>
<p class="play-lead">Start from a scene, then make it your own: type a sentence, choose who may look at whom. The machine runs it, number by number.</p>
<label class="scenes js-only">Start from
<select>
${options.join('\n')}
</select></label>
<p class="scene-about js-only"></p>
<p class="play-kept js-only"><span>What you do here is kept in the address of this page.</span> <button type="button">Start afresh</button> <button type="button" class="play-own">Open a scene file …</button><input type="file" accept=".json,application/json" hidden> <button type="button" class="play-compare">Check my numbers …</button></p>
<p class="play-problem" role="alert"></p>
</section>
<section id="machine" class="machine" aria-label="The machine" tabindex="-1">
<attend-stepper><p class="machine-note">The playground needs JavaScript. You can read the lessons without it.</p></attend-stepper>
</section>
</attend-workshop></main>`,
  });
}
