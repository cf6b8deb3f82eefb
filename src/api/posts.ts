import type { z } from 'zod';
import { InputError } from '../core/errors.ts';
import type { Caller } from './caller.ts';
import { readName } from './caller.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { reply } from './route.ts';
import { shapes } from './shapes.ts';

const logPost: Route<z.output<typeof shapes.NewPost>> = {
  method: 'post',
  path: '/api/posts',
  says: 'Stores a post that somebody saw and typed in. The same link again is the same post: its words are replaced.',
  body: shapes.NewPost,
  answers: {
    201: { says: 'Stored', schema: shapes.LoggedPost },
    200: { says: 'It was logged before: updated, or left as it was', schema: shapes.LoggedPost },
  },
  handle: async ({ deps, body, caller }) => {
    const { link = null, postedAt = null, organisation = null, kind = null, text } = body;
    const logged = await deps.actions.logPost({ link, postedAt, organisation, kind, text }, sayWho(caller, body.loggedBy ?? ''));
    const { outcome, says, mention } = logged;
    return reply(shapes.LoggedPost, { outcome, says, id: mention.post.id }, outcome === 'added' ? 201 : 200);
  },
};

/** Who signed in; where nobody has to, the name that was typed, beside where it came from. */
function sayWho(caller: Caller | null, typed: string): string {
  const who = caller?.who ?? '';
  if (typed.trim() === '' || caller?.name != null) return who;
  const name = readName(typed);
  if (name === null) throw new InputError('Your name must have at most 80 letters and nothing invisible.', { field: 'loggedBy' });
  return `${name}, ${who}`;
}

const takeBackPost: Route = {
  method: 'delete',
  path: '/api/posts/:id',
  says: 'Takes a post back that was logged by mistake, as if it had never been.',
  answers: { 204: { says: 'Taken back', schema: null } },
  handle: async ({ deps, id, caller }) => {
    if (await deps.actions.takeBackPost(id, caller?.who ?? '')) return { status: 204, body: undefined };
    throw new Problem(404, 'not-found', 'No post of that id was logged by hand.');
  },
};

export const postRoutes: readonly Route[] = [logPost, takeBackPost];
