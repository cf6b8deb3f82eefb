/** A URL as it may stand in a message or a log: no user name, no password, no query values, no fragment, and not longer than a line. */
export function sayUrl(url: string | URL): string {
  const parsed = typeof url === 'string' ? URL.parse(url) : url;
  if (parsed === null) return '(not a URL)';
  const said = `${parsed.protocol}//${parsed.host}${parsed.pathname}${parsed.search === '' ? '' : '?…'}`;
  return said.length <= longest ? said : `${said.slice(0, longest - 1)}…`;
}

const longest = 200;

/** A URL as people may see it whole: what looks like a key in its query is left out, the rest is what tells two feeds of one site apart. */
export function hideSecrets(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1').replace(/[^&#]+/g, hideSecret);
}

// One parameter; the first one stands behind the address and its question mark, and a value may be an address with parameters of its own.
function hideSecret(part: string, at: number): string {
  let start = 0;
  for (let end = part.indexOf('='); end !== -1 && end + 1 < part.length; end = part.indexOf('=', start)) {
    const name = part.slice(start, end);
    const asked = at > 0 && start === 0 ? 0 : name.indexOf('?') + 1;
    const isNamed = asked > 0 || (at > 0 && start === 0);
    if (isNamed && secret.test(name.slice(asked))) return `${part.slice(0, end + 1)}…`;
    start = end + 1;
  }
  return part;
}

const secret = /token|key|secret|pass|auth|sig|session|credential/i;

/** `Ripplewatch/0.1.0 (+contact)`: whoever runs the website can see who asks and whom to write to. */
export function sayUserAgent(version: string, contact: string | null): string {
  // A header is one line of printable ASCII; whatever else a setting holds must not reach the wire.
  const clean = (contact ?? '').replace(/[^\x20-\x7e]|[()]/g, '').trim();
  return clean === '' ? `${robotName}/${version}` : `${robotName}/${version} (+${clean})`;
}

/** The name under which robots.txt may address us. */
export const robotName = 'Ripplewatch';
