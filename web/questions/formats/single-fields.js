/** For formats in which a question has one answer: a question for each number to fill in. */

/** @param {import('../variants.js').Question[]} questions */
export const singleFields = (questions) =>
  questions.flatMap((question) =>
    !question.fields || question.fields.length === 1
      ? [question]
      : question.fields.map((field, i) => ({
          ...question,
          id: `${question.id}-${i + 1}`,
          text: [...question.text, `Give the number for: ${field.label}`],
          fields: [field],
          key: [question.key[i]],
        })),
  );
