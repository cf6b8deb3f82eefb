/**
 * The host that a Channel's address leads to, by which the asking is shared out; accounts of one platform without an address of their own
 * share one.
 */
export function hostOf(platform: string, address: string): string {
  const scheme = address.indexOf('://');
  if (scheme >= 0) return (address.slice(scheme + 3).split('/', 1)[0] ?? '').toLowerCase();
  const account = address.replace(/^@+/, '');
  return account.includes('@') ? account.slice(account.lastIndexOf('@') + 1).toLowerCase() : platform;
}
