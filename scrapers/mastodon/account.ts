import { CollectError } from '../../src/core/errors.ts';
import type { Context } from '../collector.ts';
import { type Place, sayPlace } from './place.ts';
import type { Server } from './server.ts';
import { isPermitted, permissionsSetting } from './settings.ts';
import { type Account, accountShape } from './shapes.ts';

/**
 * Looks an account up by its name (https://docs.joinmastodon.org/methods/accounts/#lookup). Throws CollectError: `gone` where there is none
 * or it is suspended, which is a state of the Channel and says nothing of its posts; `refused` where its owner asked not to be searched.
 */
export async function findAccount(server: Server, place: Place & { kind: 'account' }, context: Context): Promise<Account> {
  const said = sayPlace(place);
  const answer = await server.ask(`/api/v1/accounts/lookup?acct=${encodeURIComponent(place.user)}`, accountShape);
  if (answer === null) throw new CollectError('gone', `${place.host} knows no account ${said}.`);
  if (answer.value.suspended === true) throw suspended(said);
  if (asksToBeLeft(answer.value) && !isPermitted(said, context)) {
    throw new CollectError(
      'refused',
      `${said} has not agreed to be found by search, so it is not read; its owner can allow that under “Privacy and reach”, or, if they have permitted you, name it in ${permissionsSetting.name}.`,
    );
  }
  return answer.value;
}

export function suspended(said: string): CollectError {
  return new CollectError('gone', `${said} is suspended on its server; what we have of it stays as it is.`);
}

/** The person has switched indexing off, or never switched it on where the server asks. */
export function asksToBeLeft({ indexable, noindex }: Account): boolean {
  return indexable === false || noindex === true;
}
