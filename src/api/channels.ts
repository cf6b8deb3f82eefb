import type { z } from 'zod';
import { hideSecrets } from '../core/http/say.ts';
import type { Channel } from '../core/types.ts';
import { listChannels } from './channellist.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { reply } from './route.ts';
import { shapes } from './shapes.ts';

const addChannel: Route<z.output<typeof shapes.NewChannel>> = {
  method: 'post',
  path: '/api/channels',
  says: 'Recognises an address, tries it once and stores it as a Channel.',
  body: shapes.NewChannel,
  answers: {
    201: { says: 'Stored', schema: shapes.AddedChannel },
    200: { says: 'Recognised, but it cannot be collected yet: nothing stored', schema: shapes.AddedChannel },
  },
  handle: async ({ deps, body, caller }) => {
    const request = { address: body.address, organisation: body.organisation ?? null, people: body.people ?? false };
    const added = await deps.actions.addChannel(request, caller?.who ?? '');
    const { channel } = added;
    const show = (one: Channel): Channel => ({ ...one, address: hideSecrets(one.address) });
    const shown = { ...added, channel: channel === null ? null : show(channel), also: added.also.map(show) };
    return reply(shapes.AddedChannel, shown, added.stored ? 201 : 200);
  },
};

const removeChannel: Route = {
  method: 'delete',
  path: '/api/channels/:id',
  says: 'Forgets a Channel; its Mentions stay.',
  answers: { 204: { says: 'Forgotten', schema: null } },
  handle: async ({ deps, id, caller }) => {
    if (await deps.actions.removeChannel(id, caller?.who ?? '')) return { status: 204, body: undefined };
    throw new Problem(404, 'not-found', 'There is no channel of that id; /api/channels lists them.');
  },
};

export const channelRoutes: readonly Route[] = [listChannels, addChannel, removeChannel];
