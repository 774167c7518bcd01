/** The words of packaged lessons: messages/packages-en.ftl through Fluent. */
import { FluentBundle, FluentResource } from '@fluent/bundle';
import english from '../messages/packages-en.ftl';

const bundle = new FluentBundle('en', { useIsolating: false });
bundle.addResource(new FluentResource(english));

export function say(id: string, args: Record<string, string | number> = {}): string {
  const message = bundle.getMessage(id)?.value;
  return message ? bundle.formatPattern(message, args) : id;
}
