/** The elements for React, Next and Preact by `compat`: `import 'attend/react'`, and JSX knows the tags. */
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { AttendAttributes, AttendElements, AttendEventMap } from './element-types.js';

export * from '../attend.js';

type Listeners = { [Type in keyof AttendEventMap as `on${Type}`]?: (event: AttendEventMap[Type]) => void };

type Tags = {
  [Tag in keyof AttendElements]: DetailedHTMLProps<HTMLAttributes<AttendElements[Tag]>, AttendElements[Tag]> &
    AttendAttributes[Tag] &
    Listeners;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends Tags {}
  }
}
