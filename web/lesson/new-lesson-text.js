/** What a new lesson says, until its author says something else. */

/** @param {string} id @param {string} title @param {string} mask */
export const sceneText = (id, title, mask) =>
  `${JSON.stringify(
    {
      $schema: '../_shared/scene.schema.json',
      version: 1,
      id,
      title,
      tokens: ['look', 'at', 'this'],
      model: { kind: 'attention', width: 4, heads: 1, bias: false, mask: { kind: mask } },
      weights: { seed: 3 },
      made_by: 'Drawn from seed 3.',
    },
    null,
    2,
  )}\n`;

/** @param {string} title */
export const lessonText = (title) => `---
title: ${title}
summary: One sentence that says what the reader will know afterwards.
minutes: 10
concepts: softmax, causal-mask
scene: open.json
scene.causal: causal.json
sources: vaswani2017
---

# What does “this” look at?

Begin with a question that matters to someone who does not know the answer. Then say what you are going to do about it.

<attend-objectives>

- Say what the <attend-term id="weight">weights</attend-term> of a row add up to.
- Say what a causal mask changes about them.

</attend-objectives>

<attend-step id="weights" path="layers.0.attention.softmax" cell="0,2,0">

## Three shares of one whole

One idea per section. When the reader gets here, the machine runs to the path of this section.

<attend-quiz id="largest" path="layers.0.attention.softmax" at="0,2" answer="argmax" show="layers.0.attention.scale" show-cell="0,2,0">

The machine shows the scaled scores. Which word does **this** give the largest weight?

<attend-choice index="0">

look

Its weight is <attend-value path="layers.0.attention.softmax" at="0,2,0"></attend-value>; compare it with the others.

</attend-choice>

<attend-choice index="1">

at

Its weight is <attend-value path="layers.0.attention.softmax" at="0,2,1"></attend-value>; compare it with the others.

</attend-choice>

<attend-choice index="2">

this, itself

Its weight is <attend-value path="layers.0.attention.softmax" at="0,2,2"></attend-value>; compare it with the others.

</attend-choice>

</attend-quiz>

Every number in the text comes from the engine: the row of **this** is <attend-value path="layers.0.attention.softmax" at="0,2"></attend-value>.

</attend-step>

<attend-step id="masked" scene="causal" path="layers.0.attention.softmax" cell="0,0,0">

## The first word, alone

This is a second scene, with a causal mask. Now **look** may see only itself, and its weight is <attend-value path="layers.0.attention.softmax" at="0,0,0" scene="causal"></attend-value>.

<attend-exercise id="share-of-at" kind="number" path="layers.0.attention.softmax" at="0,1,1" scene="causal">

What weight does **at** give itself under the causal mask? Two decimals are enough.

<attend-hint>

It shares its attention with just one other word.

</attend-hint>

<attend-wrong path="layers.0.attention.softmax" at="0,1,1" scene="main">

This is its weight without a mask, where all three words get a share.

</attend-wrong>

<attend-answer>

Two words are left in the row of **at**. Their weights add up to one, and this is the weight of **at** itself.

</attend-answer>

</attend-exercise>

</attend-step>

<attend-misconception id="looking-back">

## “Under a causal mask a word sees only what came before it.”

It sees itself as well. Otherwise the first word would have nothing to look at, and its weight would not be <attend-value path="layers.0.attention.softmax" at="0,0,0" scene="causal"></attend-value>.

</attend-misconception>

<attend-exercise id="axis" kind="choose">

Which numbers add up to one?

<attend-hint>

Who shares something out: the word that looks, or the word that is looked at?

</attend-hint>

<attend-choice right>

the weights of one query, a row

Each word shares out its own attention.

</attend-choice>

<attend-choice>

the weights that one word gets, a column

Nothing stops every word from looking at the same one.

</attend-choice>

<attend-answer>

Softmax works on each row alone.

</attend-answer>

</attend-exercise>

<attend-summary>

- The weights of a row add up to one.
- A causal mask lets every word see itself and what came before it [@vaswani2017].

</attend-summary>
`;
