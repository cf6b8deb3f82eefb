import type { SystemRow } from '../classify/rules.ts';
import { care } from './others/care.ts';
import { life } from './others/life.ts';
import { money } from './others/money.ts';
import { things } from './others/things.ts';
import { tools } from './others/tools.ts';

/**
 * Products and kinds of thing that posts name and that have no id of their own: `other:` and the name. They are no part of the vocabulary,
 * whose ids are for what a communications team of the NHS watches; but a post about Datix is not about "our IT".
 */
export const others: readonly SystemRow[] = [...care, ...things, ...tools, ...money, ...life];
