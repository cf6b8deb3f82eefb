/** The DID of an invented account (https://web.plc.directory/spec/v0.1/did-plc): 24 letters. */
export function didOf(account: number): string {
  return `did:plc:inventedpracticesurg${letters(account, 4)}`;
}

/** A number as letters, so many at least. */
export function letters(number: number, least: number): string {
  return String(number)
    .padStart(least, '0')
    .replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)));
}
