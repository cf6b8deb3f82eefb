import { phases } from '../core/types.ts';
import { splitList } from './kinds.ts';
import { notKnown } from './nearest.ts';
import type { Filter, MentionQuery } from './query.ts';
import { outagePhases } from './query.ts';

const groups: ReadonlyMap<string, readonly string[]> = new Map([
  ['outage', outagePhases],
  ['all', phases],
]);

/** The one filter with a default of its own: outage posts, unless more is asked for. */
export const phaseFilter: Filter = {
  name: 'phase',
  title: 'Phase',
  says: `\`outage\` (the default: ${outagePhases.join(', ')}), \`all\`, or any of ${phases.join(', ')}.`,
  example: 'all',
  schema: { type: 'string', maxLength: 100 },
  read: (value, vocabulary) => {
    const given = splitList('phase', value).flatMap((item) => groups.get(item.toLowerCase()) ?? item.toLowerCase());
    const wrong = given.find((item) => !phases.some((phase) => phase === item));
    if (wrong !== undefined)
      throw notKnown('phase', wrong, [{ id: 'outage', title: '' }, { id: 'all', title: '' }, ...vocabulary.phases]);
    return { phases: phases.filter((phase) => given.includes(phase)) };
  },
  write: (query) => (isOutage(query) ? null : isAll(query) ? 'all' : query.phases.join(',')),
  conditions: ({ phases: values }) => [{ op: 'in', field: 'phase', values }],
  say: (query, vocabulary) => {
    if (isOutage(query)) return 'outage posts';
    if (isAll(query)) return 'posts of every phase';
    const titles = query.phases.map((phase) => vocabulary.phases.find(({ id }) => id === phase)?.title ?? phase);
    return `posts of the phase ${titles.map((title) => `"${title}"`).join(' or ')}`;
  },
};

function isOutage({ phases: asked }: MentionQuery): boolean {
  return asked.length === outagePhases.length && outagePhases.every((phase) => asked.includes(phase));
}

function isAll({ phases: asked }: MentionQuery): boolean {
  return phases.every((phase) => asked.includes(phase));
}
