/**
 * Whether a text says nothing but when a place is open: a table of opening hours, "We are open now", "Closed until 8am". It changes every
 * day by itself and is no announcement. One word beyond that ("closed: no power") makes it one.
 */
export function isHours(text: string): boolean {
  if (text.length > 1500) return false;
  const words = text.toLowerCase().match(/[a-z]+|\d+/g) ?? [];
  // A bare number is none: it takes a word that says so, a day (the head of a row), or a time of day.
  const tells = words.some((word) => telling.has(word) || days.has(word)) || /\d\s*(?::|\.)\s*\d\d|\d\s*[ap]m/i.test(text);
  if (!tells) return false;
  return words.every((word) => /^\d+$/.test(word) || telling.has(word) || filling.has(word) || days.has(word));
}

const telling = new Set('open opens opened opening close closes closed closing reopen reopens hours'.split(' '));
const filling = new Set(
  `am pm noon midday midnight a p m to from until till and at on the is are we re our now today tomorrow currently again times time
   surgery practice reception lunch lunchtime weekends weekend bank holidays holiday daily each day every st nd rd th of for`.split(
    /\s+/,
  ),
);
const days = new Set(
  `mon monday mondays tue tues tuesday tuesdays wed weds wednesday wednesdays thu thur thurs thursday thursdays fri friday fridays sat
   saturday saturdays sun sunday sundays jan january feb february mar march apr april may jun june jul july aug august sep sept september
   oct october nov november dec december`.split(/\s+/),
);
