import { isIP } from 'node:net';
import { validate as validCron } from 'node-cron';
import { InputError } from './core/errors.ts';
import type { Setting } from './core/types.ts';

// The application's settings, one row each, in the order the README shows them. Nothing else reads process.env.
const rows = {
  data: row('RIPPLEWATCH_DATA', 'data', 'Folder that holds everything Ripplewatch stores.', text),
  store: secret(
    'RIPPLEWATCH_STORE',
    'MongoDB database to store everything in, as mongodb://name:password@host:port/database or mongodb+srv://… ([more](docs/mongodb.md)); without it, a file in the data folder.',
    mongoUrl,
  ),
  port: row('RIPPLEWATCH_PORT', '8140', "The dashboard's port.", whole(0, 65_535)),
  host: row(
    'RIPPLEWATCH_HOST',
    '127.0.0.1',
    'Address to listen on; anything beyond this computer needs a token, a password or a proxy header.',
    text,
  ),
  hosts: row(
    'RIPPLEWATCH_HOSTS',
    '',
    'Further names the dashboard answers to, comma separated, such as ripplewatch.example.nhs.uk.',
    list,
  ),
  token: secret('RIPPLEWATCH_TOKEN', 'Bearer token that programs send to the API; at least 16 characters.', long(16)),
  password: secret('RIPPLEWATCH_PASSWORD', 'Password that people sign in with; at least 12 characters.', long(12)),
  proxyHeader: optional(
    'RIPPLEWATCH_PROXY_HEADER',
    'Header in which a trusted proxy names the signed-in person, such as X-Remote-User.',
    header,
  ),
  proxyAddress: optional(
    'RIPPLEWATCH_PROXY_ADDRESS',
    'IP address of that proxy; the header is believed from nowhere else.',
    address,
  ),
  contact: row('RIPPLEWATCH_CONTACT', '', 'E-mail or web address shown to the sites we read, so that they can reach you.', text),
  concurrency: row(
    'RIPPLEWATCH_CONCURRENCY',
    '32',
    'Channels collected at the same time; one host is asked one thing at a time.',
    whole(1, 256),
  ),
  hostGapSeconds: row('RIPPLEWATCH_HOST_GAP', '2', 'Seconds between two requests to one host.', seconds(0, 600)),
  allowPrivate: row('RIPPLEWATCH_ALLOW_PRIVATE', '0', 'Set to 1 to allow channels on private and loopback addresses.', flag),
  retentionDays: row(
    'RIPPLEWATCH_RETENTION_DAYS',
    '730',
    "Days that an organisation's post keeps its words after we first saw it; it is counted for good.",
    whole(1, 36_500),
  ),
  retentionPeopleDays: row(
    'RIPPLEWATCH_RETENTION_PEOPLE_DAYS',
    '30',
    "The same for a private person's; a shorter time that `ripplewatch governance` records holds instead.",
    whole(1, 36_500),
  ),
  retentionRunsDays: row(
    'RIPPLEWATCH_RETENTION_RUNS_DAYS',
    '90',
    'Days that each look at a channel is remembered; when a channel could not be seen is kept for good.',
    whole(1, 36_500),
  ),
  showHandles: row('RIPPLEWATCH_SHOW_HANDLES', '0', "Set to 1 to keep private people's names and handles in exports.", flag),
  digestCron: row(
    'RIPPLEWATCH_DIGEST_CRON',
    '0 7 * * *',
    'When the daily digest is sent, as a cron expression in London time.',
    cron,
  ),
  digestFolder: optional('RIPPLEWATCH_DIGEST_FOLDER', 'Folder that each digest is written to.', text),
  digestTo: row('RIPPLEWATCH_DIGEST_TO', '', 'E-mail addresses that get the digest, comma separated.', emails),
  digestFrom: row('RIPPLEWATCH_DIGEST_FROM', 'ripplewatch@localhost', "The digest's sender.", emailAddress),
  smtp: secret('RIPPLEWATCH_SMTP', 'Mail server, as smtp://user:password@host:port or smtps://….', smtpUrl),
  dashboardUrl: optional('RIPPLEWATCH_DASHBOARD_URL', 'Address under which readers of the digest reach the dashboard.', webUrl),
  spoolMb: row(
    'RIPPLEWATCH_SPOOL_MB',
    '256',
    'Megabytes of the data folder in which collected posts may wait while the store cannot be written; 0 keeps none ([more](docs/store.md)).',
    whole(0, 1_000_000),
  ),
  logLevel: row(
    'RIPPLEWATCH_LOG_LEVEL',
    'warn',
    'How much is logged on standard error: debug, info, warn, error or silent.',
    oneOf('debug', 'info', 'warn', 'error', 'silent'),
  ),
};

export type Config = { readonly [Key in keyof typeof rows]: ReturnType<(typeof rows)[Key]['read']> };

/** The application's own: collectors bring more, see `settings.ts`. */
export const ownSettings: readonly Setting[] = Object.values(rows).map((one) => one.setting);

/** Reads the environment; `overrides` are options of the command line by setting name. Throws InputError naming the setting. */
export function readConfig(overrides: Readonly<Record<string, string | undefined>> = {}): Config {
  const entries = Object.entries(rows).map(([key, one]) => [
    key,
    one.read(overrides[one.setting.name] ?? process.env[one.setting.name]),
  ]);
  return Object.fromEntries(entries) as Config;
}

/** A collector's setting from the environment; null when it is not set. */
export function readSetting(name: Setting['name']): string | null {
  return process.env[name]?.trim() || null;
}

/** Names in the environment that look like ours and are none of the application's own: a collector's, or a typing error. */
export function namesBeyondOwn(): readonly string[] {
  const own = new Set<string>(ownSettings.map((one) => one.name));
  return Object.keys(process.env).filter((name) => name.startsWith('RIPPLEWATCH_') && !own.has(name));
}

interface Row<Value> {
  readonly setting: Setting;
  read(given: string | undefined): Value;
}

function row<Value>(name: Setting['name'], fallback: string, says: string, parse: (value: string) => Value): Row<Value> {
  const setting: Setting = { name, default: fallback, says, parse };
  return { setting, read: (given) => attempt(setting, given?.trim() || fallback, parse) };
}

function optional<Value>(
  name: Setting['name'],
  says: string,
  parse: (value: string) => Value,
  isSecret = false,
): Row<Value | null> {
  const setting: Setting = { name, default: null, says, parse, secret: isSecret };
  return { setting, read: (given) => (given?.trim() ? attempt(setting, given.trim(), parse) : null) };
}

function secret<Value>(name: Setting['name'], says: string, parse: (value: string) => Value): Row<Value | null> {
  return optional(name, says, parse, true);
}

function attempt<Value>(setting: Setting, value: string, parse: (value: string) => Value): Value {
  try {
    return parse(value);
  } catch (cause) {
    const shown = setting.secret === true ? 'what it is set to' : `"${value.slice(0, 80)}"`;
    throw new InputError(`${setting.name}: ${shown} will not do; ${(cause as Error).message}.`, { field: setting.name });
  }
}

function text(value: string): string {
  return value;
}

function list(value: string): readonly string[] {
  return value
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function whole(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < least || number > most)
      throw new Error(`it takes a whole number from ${least} to ${most}`);
    return number;
  };
}

function seconds(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!/^\d+(\.\d+)?$/.test(value) || number < least || number > most)
      throw new Error(`it takes a number of seconds from ${least} to ${most}`);
    return number;
  };
}

function flag(value: string): boolean {
  if (value !== '0' && value !== '1') throw new Error('it takes 0 or 1');
  return value === '1';
}

function long(least: number): (value: string) => string {
  return (value) => {
    if (value.length < least) throw new Error(`it takes at least ${least} characters`);
    return value;
  };
}

function oneOf<Choice extends string>(...choices: readonly Choice[]): (value: string) => Choice {
  return (value) => {
    const found = choices.find((choice) => choice === value);
    if (found === undefined) throw new Error(`it takes one of ${choices.join(', ')}`);
    return found;
  };
}

function header(value: string): string {
  if (!/^[A-Za-z0-9-]+$/.test(value)) throw new Error('it takes the name of a header, such as X-Remote-User');
  return value.toLowerCase();
}

function address(value: string): string {
  if (isIP(value) === 0) throw new Error('it takes an IP address, such as 10.0.0.5');
  return value;
}

function cron(value: string): string {
  // The library would take a sixth field, seconds; what was missed is looked for by the minute.
  if (!validCron(value) || value.split(/\s+/).length !== 5)
    throw new Error('it takes a cron expression of five fields, such as "0 7 * * *" for seven every morning');
  return value;
}

function emailAddress(value: string): string {
  if (!/^[^\s@,<>"]+@[^\s@,<>"]+$/.test(value)) throw new Error('it takes an e-mail address, such as team@example.nhs.uk');
  return value;
}

function emails(value: string): readonly string[] {
  return list(value).map(emailAddress);
}

function smtpUrl(value: string): string {
  if (!URL.canParse(value) || !/^smtps?:$/.test(new URL(value).protocol))
    throw new Error('it takes smtp://user:password@host:port or smtps://…');
  return value;
}

/** Its parts are the driver's to read: several hosts are no URL to anybody else. */
function mongoUrl(value: string): string {
  if (!/^mongodb(\+srv)?:\/\/[^\s/?]+/u.test(value)) {
    throw new Error('it takes mongodb://name:password@host:port/database or mongodb+srv://…');
  }
  return value;
}

function webUrl(value: string): string {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol))
    throw new Error('it takes a web address, such as https://ripplewatch.example.nhs.uk');
  return value;
}
