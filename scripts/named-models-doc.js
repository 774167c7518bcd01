/** The published models in small, as docs/scenes.md lists them: the words of the workshop, and the scene to copy. */
import { readFileSync } from 'node:fs';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { at } from './root.js';

const MESSAGES = 'web/elements/messages/workshop-en.ftl';

function words() {
  const bundle = new FluentBundle('en', { useIsolating: false });
  bundle.addResource(new FluentResource(readFileSync(at(MESSAGES), 'utf8')));
  return (id, attribute) => {
    const message = bundle.getMessage(id);
    return bundle.formatPattern(attribute ? message.attributes[attribute] : message.value);
  };
}

/**
 * @param {typeof import('../web/engine/scene/named-models.ts').namedModels} models
 * @param {(model: object) => string} sceneText the scene of a model, as a block of JSON
 */
export function namedModelsPart(models, sceneText) {
  const say = words();
  return models
    .map(({ id, parts, without, model }) => {
      const items = (keys) => keys.map((key) => `- ${say(`named-${id}-${key}`)}\n`).join('');
      const lacks =
        without.length > 0 ? `\n${say('model-named-without')}\n\n${items(without.map((one) => `without-${one}`))}` : '';
      return `**${say(`named-${id}`)}**: ${say(`named-${id}`, 'where')}.\n\n${items(parts)}${lacks}\n${sceneText(model)}`;
    })
    .join('\n');
}
