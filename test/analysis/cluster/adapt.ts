import type { Base } from './bases.ts';

/** A way in which a practice changes what it copies; null where the text has nothing to change in that way. */
type Way = (text: string, pick: Pick, keys: readonly string[]) => string | null;

type Pick = <Item>(items: readonly Item[]) => Item;

const places = [
  'Alderbrook Surgery',
  'Ferndale Medical Centre',
  'The Old Forge Practice',
  'Quincefold Health Centre',
  'Tidewell Pharmacy',
  'Marlow Green Family Practice',
  'Hob Lane Surgery',
];

/** The name of a place in every `@P`, the same throughout one text. */
export function namePlace(text: string, pick: (items: readonly string[]) => string): string {
  const place = pick(places);
  return text.replaceAll('@P', () => place);
}

/** What practices do to a statement that they copy. Places are still `@P` here, so that every copy has a name of its own. */
export const ways: Readonly<Record<string, Way>> = {
  copied: (text) => text,
  greeted: (text, pick) =>
    `${pick(['Good morning everyone,', 'Dear patients,', 'Hi all!', 'IMPORTANT NOTICE', 'Please see below from the team at @P.', 'Message from the practice manager:'])}${pick([' ', '\n', '\n\n'])}${text}`,
  signed: (text, pick) =>
    `${text}${pick([' ', '\n'])}${pick(['Thank you for your understanding.', 'The team at @P', 'Many thanks, Julie x', 'We are sorry for any inconvenience this may cause.', 'Kind regards, @P', 'Please share!', 'Stay safe everyone.'])}`,
  shortened: (text, pick, keys) => {
    const sentences = split(text);
    if (sentences.length < 3) return null;
    const mayGo = [...sentences.keys()].filter(
      (at) => at > 0 && !keys.some((key) => sentences[at]?.toLowerCase().includes(key.toLowerCase())),
    );
    if (mayGo.length === 0) return null;
    const gone = pick(mayGo);
    return sentences.filter((_, index) => index !== gone).join(' ');
  },
  numbered: (text, pick) => `${text} ${pick(['Call 01632 960471.', 'Tel: 01632 960 882', 'Ring us on 020 7946 0112'])}`,
  mistyped: (text, pick) => {
    const long = text.match(/\b[a-z]{6,}\b/g) ?? [];
    if (long.length === 0) return null;
    const word = pick(long);
    const at = 2 + pick([0, 1, 2]);
    const slip = pick([
      word.slice(0, at) + word.slice(at + 1),
      word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
      word.slice(0, at) + word.charAt(at) + word.slice(at),
    ]);
    return text.replace(word, slip);
  },
  decorated: (text, pick) => text.replaceAll('. ', pick(['. 🙏 ', ' ⚠️ ', '! ', '.\n\n', ' 💻 '])),
  curled: (text) => text.replaceAll("'", '’').replaceAll(' - ', ' – ').replaceAll('"', '”'),
  shouted: (text) => text.toUpperCase(),
  swapped: (text, pick) => {
    const sentences = split(text);
    if (sentences.length < 3) return null;
    const at = pick([...sentences.keys()].slice(1, -1));
    return [...sentences.slice(0, at), sentences[at + 1] ?? '', sentences[at] ?? '', ...sentences.slice(at + 2)].join(' ');
  },
  tagged: (text, pick) => `${text} ${pick(['#NHS #GP', '#outage', '#Yorkshire #primarycare #ITdown', '#thankyou'])}`,
  cut: (text, pick) => {
    const length = Math.round(text.length * pick([0.6, 0.7, 0.8]));
    return text.length < 140 ? null : `${text.slice(0, length)}… ${pick(['read more', 'Read more', 'See more', ''])}`.trim();
  },
  linked: (text, pick) =>
    `${text} ${pick(['https://alderbrook.example/news/17', 'www.ferndale.example/latest', 'More: https://t.example/a8Hx2', '@FerndaleMC'])}`,
};

/** One to three changes, one after the other, then the place's name. */
export function adapt({ text, keys }: Base, pick: Pick): string {
  const names = Object.keys(ways);
  let changed = text;
  for (let left = pick([1, 1, 2, 2, 3]); left > 0; left -= 1) changed = ways[pick(names)]?.(changed, pick, keys) ?? changed;
  return namePlace(changed, pick);
}

/** A stream of choices that is the same at every run. */
export function createPick(seed: number): Pick {
  let state = seed;
  return (items) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const item = items[Math.floor((state / 4_294_967_296) * items.length)];
    if (item === undefined) throw new Error('There is nothing to choose from');
    return item;
  };
}

function split(text: string): string[] {
  return text.split(/(?<=[.!?])\s+/);
}
