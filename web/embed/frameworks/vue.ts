/** The elements for Vue, Nuxt and VitePress: `import 'attend/vue'`, and templates know the tags. */
import type { HTMLAttributes, PublicProps } from 'vue';
import type { AttendAttributes, AttendElements } from './element-types.js';

export * from '../attend.js';

type Tags = {
  [Tag in keyof AttendElements]: new () => AttendElements[Tag] & {
    $props: HTMLAttributes & PublicProps & AttendAttributes[Tag];
  };
};

declare module 'vue' {
  interface GlobalComponents extends Tags {}
}
