import { shipped } from './classify/model.ts';
import { versionOf } from './classify/stamp.ts';

/** Version of the analysis that makes Verdicts here. */
export const version = versionOf(shipped.name);
