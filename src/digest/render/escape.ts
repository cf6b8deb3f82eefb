/** Text for an HTML page, within an element or a quoted attribute. */
export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

/** An address for `href`: anything but http and https is left empty. */
export function attribute(url: string): string {
  return /^https?:\/\//i.test(url) ? escape(url) : '';
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
