/** The keys of a scene's model: engine/scene/keys/*.def, where each is a row. */
import { generateKeys } from '../generated/generate-keys.js';
import { modelKeys } from '../generated/keys.js';

export { generateKeys, modelKeys };

interface Named {
  /** As it stands in the scene. */
  name: string;
  about: string;
  /** The kinds of its group that use it; all where there are none. */
  used_by?: string[];
  /** Kinds of its group for which it makes no difference. */
  idle_for?: string[];
  /** Whether those kinds cannot be without it. */
  needed?: boolean;
}

export interface ChoiceKey extends Named {
  type: 'choice';
  choices: string[];
  default?: string;
  required: boolean;
  /** Whether the workshop has a control for it. */
  offered: boolean;
}

export interface WholeKey extends Named {
  type: 'whole';
  least: number;
  most: number;
  /** Null where there may be none. */
  default?: number | null;
  /** Kinds of its group for which it can only be 1, and for which it cannot be 0. */
  always_one: string[];
  never_zero: string[];
  /** The most that the workshop offers; 0 where it has no control. */
  offered: number;
}

/** A number above 0. */
export interface PositiveKey extends Named {
  type: 'positive';
  /** Null where there may be none. */
  default: number | null;
  /** Absent where any number above 0 will do. */
  most?: number;
  /** What its control in the workshop begins with; 0 where there is none. */
  offered: number;
}

export interface FlagKey extends Named {
  type: 'flag';
  default?: boolean;
  offered: boolean;
}

/** Places of tokens; rows of 0 and 1. */
export interface ListKey extends Named {
  type: 'places' | 'cells';
}

/** An object with keys of its own. */
export interface GroupKey extends Named {
  type: 'group';
  keys: KeyInfo[];
}

/** What the engine says of a key. A default that follows from other keys is not here, but in `about`. */
export type KeyInfo = ChoiceKey | WholeKey | PositiveKey | FlagKey | ListKey | GroupKey;

/** The keys of one of the model's own objects, for instance `mask`. */
export function keysOf(group: string): KeyInfo[] {
  const found = modelKeys.find(({ name }) => name === group);
  return found?.type === 'group' ? found.keys : [];
}
