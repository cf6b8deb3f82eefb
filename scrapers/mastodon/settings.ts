import { CollectError } from '../../src/core/errors.ts';
import type { Setting } from '../../src/core/types.ts';
import type { Context } from '../collector.ts';

export const tokensSetting: Setting = {
  name: 'RIPPLEWATCH_MASTODON_TOKENS',
  default: '',
  says: 'Access tokens of Mastodon servers that show posts to signed-in readers alone, as host=token, comma separated.',
  parse: (value) => readTokens(value),
  secret: true,
};

export const permissionsSetting: Setting = {
  name: 'RIPPLEWATCH_MASTODON_PERMISSIONS',
  default: '',
  says: 'Mastodon servers (host) and accounts (@user@host) that permitted you to read them although their terms or settings ask robots not to, comma separated.',
  parse: (value) => split(value),
};

/** The token for a server; null where there is none. Throws CollectError `unauthorised` when the setting cannot be read. */
export function tokenFor(host: string, context: Context): string | null {
  return readTokens(context.setting(tokensSetting.name) ?? '').get(host) ?? null;
}

/** `name` is a host or `@user@host`; whoever permitted a whole server's reading is not asked for each account. */
export function isPermitted(name: string, context: Context): boolean {
  const host = name.replace(/^.*@/, '');
  const given = split(context.setting(permissionsSetting.name) ?? '');
  return given.includes(name.toLowerCase()) || given.includes(host.toLowerCase());
}

function readTokens(value: string): Map<string, string> {
  return new Map(
    value
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '')
      .map((one): [string, string] => {
        const at = one.indexOf('=');
        const [host, token] = [one.slice(0, at).trim().toLowerCase(), one.slice(at + 1).trim()];
        // What is wrong is never repeated: it may be a token.
        if (at < 1 || token === '' || /\s/.test(token))
          throw new CollectError('unauthorised', `${tokensSetting.name} takes host=token, such as mastodon.example=abc123.`);
        return [host, token];
      }),
  );
}

function split(value: string): string[] {
  return value
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .filter((one) => one !== '');
}
