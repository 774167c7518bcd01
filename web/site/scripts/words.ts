/** The words of the site's own scripts: messages/en.ftl through Fluent. */
import { FluentBundle, FluentResource } from '@fluent/bundle';
import english from '../messages/en.ftl';

const bundle = new FluentBundle('en', { useIsolating: false });
bundle.addResource(new FluentResource(english));

export function say(id: string, args: Record<string, string | number> = {}): string {
  const message = bundle.getMessage(id)?.value;
  return message ? bundle.formatPattern(message, args) : id;
}
