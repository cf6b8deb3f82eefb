/** What stands in the form, as it was typed. */
export interface LogDraft {
  readonly link: string;
  readonly text: string;
  /** `YYYY-MM-DD` and `HH:MM`, as the browser's own fields write them. */
  readonly day: string;
  readonly time: string;
  readonly organisation: string;
  readonly kind: string;
  readonly name: string;
}

/** The form as the server takes it: an empty field is absent, and half a moment goes as it is, for the server to say what is missing. */
export function toPost({
  text,
  name,
  day,
  time,
  ...rest
}: LogDraft): { readonly text: string } & Readonly<Partial<Record<string, string>>> {
  const given = { ...rest, postedAt: `${day} ${time}`.trim(), loggedBy: name };
  const filled = Object.entries(given)
    .map(([field, value]) => [field, value.trim()] as const)
    .filter(([, value]) => value !== '');
  return { text, ...Object.fromEntries(filled) };
}
