import type { z } from 'zod';
import { InputError } from '../core/errors.ts';
import { oneLine } from '../core/text.ts';
import type { Correction, Mention } from '../core/types.ts';
import type { MentionKey } from '../store/contract.ts';
import { readCorrection, readReviewer } from '../store/correction.ts';
import { withoutReview } from '../store/review.ts';
import type { Caller } from './caller.ts';
import type { ApiDeps } from './deps.ts';
import { showMention } from './mentions.ts';
import { Problem } from './problem.ts';
import { readDataset } from './query.ts';
import type { Ask, Param, Route } from './route.ts';
import { reply } from './route.ts';
import { shapes } from './shapes.ts';

const path = '/api/mentions/:platform/:id/review';
const dataset: Param = { name: 'dataset', says: 'The dataset; the default one where it is not given.', example: 'live' };

const saveReview: Route<z.output<typeof shapes.NewReview>> = {
  method: 'post',
  path,
  says: 'Corrects or confirms a Verdict. The machine’s own stays beside it; a field that is left away stays the machine’s.',
  params: [dataset],
  body: shapes.NewReview,
  answers: { 200: { says: 'The Mention as it reads now', schema: shapes.Mention } },
  handle: async (asked) => {
    const { body, caller, deps } = asked;
    const mention = await findMention(asked);
    const { reviewer: typed, ...given } = body;
    const reviewer = readReviewer(caller?.name ?? typed ?? '');
    const correction = readCorrection(given, withoutReview(mention).verdict, deps.vocabulary);
    return reply(shapes.Mention, await keep(deps, keyOf(mention), correction, reviewer, caller));
  },
};

const withdrawReview: Route = {
  method: 'delete',
  path,
  says: 'Withdraws what people said of a Mention: the machine’s Verdict counts again. What was said stays in the history.',
  params: [dataset],
  answers: { 200: { says: 'The Mention as it reads now', schema: shapes.Mention } },
  handle: async (asked) => {
    const mention = await findMention(asked);
    if (mention.review === undefined)
      throw new Problem(404, 'not-found', 'Nobody has corrected this post, so there is nothing to withdraw.');
    const { caller, deps } = asked;
    const reviewer = caller?.name ?? caller?.who ?? 'somebody';
    return reply(shapes.Mention, await keep(deps, keyOf(mention), null, reviewer, caller));
  },
};

export const reviewRoutes: readonly Route[] = [saveReview, withdrawReview];

async function findMention({ deps, params, id, req }: Pick<Ask<unknown>, 'deps' | 'params' | 'id' | 'req'>): Promise<Mention> {
  const platform = req.params['platform'];
  const known = deps.vocabulary.platforms.map((term) => term.id);
  if (typeof platform !== 'string' || !known.includes(platform)) {
    throw new InputError(`The platform must be one of ${known.join(', ')}.`, { field: 'platform' });
  }
  const mention = await deps.store.mention({ platform, id, dataset: await readDataset(params, deps) });
  if (mention === null) throw new Problem(404, 'not-found', 'There is no post of that platform and id in this dataset.');
  if (mention.removed !== undefined) {
    throw new Problem(404, 'not-found', 'The words of this post have been removed, so there is nothing left to check.');
  }
  return mention;
}

/** Stores it, records who did so, and answers with what everybody sees from now on. */
async function keep(
  { store, clock }: ApiDeps,
  key: MentionKey,
  correction: Correction | null,
  reviewer: string,
  caller: Caller | null,
): Promise<z.output<typeof shapes.Mention>> {
  const at = clock();
  const { saved } = await store.saveReviews([{ ...key, correction, reviewer, reviewedAt: at }]);
  if (saved > 0) {
    const what = `${correction === null ? 'withdrew the review' : `reviewed as ${reviewer} the verdict`} of ${key.platform} ${oneLine(key.id, 120)}`;
    await store.recordChange({ at, who: caller?.who ?? '', what });
  }
  const mention = await store.mention(key);
  if (mention === null) throw new Problem(404, 'not-found', 'The post was removed in this moment, and its review with it.');
  return showMention(mention);
}

function keyOf(mention: Mention): MentionKey {
  const { platform, id } = mention.post;
  return { platform, id, dataset: mention.dataset };
}
