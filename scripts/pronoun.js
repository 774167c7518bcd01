/**
 * Trains models of attention alone, from twelve seeds, on sentences in which a pronoun fits one of two nouns, and measures what
 * they do at the pronoun. Then the same where a noun is never doing one thing in training.
 *
 *   npm run pronoun
 */
import { ASKED, keptApart, measured, pronoun, questions, right, row, SEEDS, STEPS } from '../tests/wasm/pronoun.js';
import { loadBuiltEngine } from './generate.js';
import { asCommand, isMain } from './run.js';

/** Never in training: one takes "she sleeps" from it, the other leaves "they sleep", said of others. */
const PAIRS = ['sleeping girl', 'sleeping girls'];

function trained(engine, options, ask) {
  const run = engine.train(options);
  run.advance(STEPS);
  const answer = ask(run.sceneAt(STEPS));
  run.close();
  return answer;
}

export async function runPronoun() {
  const engine = await loadBuiltEngine();
  const asked = questions(engine);
  const show = (weight) => weight.toFixed(2);
  console.log(
    `After ${STEPS} steps: right of ${ASKED}. Of each head the mean weight, from the pronoun, on the noun that it means and`,
  );
  console.log(
    '(on the other), on what that noun is doing and (on what the other is), and how many are right without it.',
  );
  for (const seed of SEEDS) {
    const found = trained(engine, pronoun(seed), (scene) => measured(engine, scene, asked));
    console.log(`| ${row(seed, found)} |`);
    for (const { name, noun, otherNoun, doing, otherDoing, without, atOne } of found.heads)
      console.log(
        `    ${name}  ${show(noun)} (${show(otherNoun)})  ${show(doing)} (${show(otherDoing)})  ${without} ${atOne}`,
      );
  }
  const one = SEEDS.map((seed) => trained(engine, pronoun(seed, 1), (scene) => right(engine, scene, asked)));
  console.log(`With one layer: ${one.join(', ')}.`);
  for (const pair of PAIRS) {
    const counts = SEEDS.map((seed) => {
      const { training, asked: apart } = keptApart(engine, seed, pair);
      return trained(engine, training, (scene) => right(engine, scene, apart));
    });
    console.log(`Without any "${pair}" in training, right of ${ASKED} about them: ${counts.join(', ')}.`);
  }
}

if (isMain(import.meta.url)) await asCommand(runPronoun);
