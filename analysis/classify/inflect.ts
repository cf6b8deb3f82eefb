import PorterStemmer from 'natural/lib/natural/stemmers/porter_stemmer.js';

const endings = ['', 's', 'es', 'd', 'ed', 'ing', 'ies', 'ied', 'ation', 'ations', 'er', 'ers', 'ly'];

/**
 * The spellings of a word that share its Porter stem: `crash` gives crash, crashes, crashed, crashing.
 * Made once while the rules load: stemming every word of every post would cost more than the rest of the reading.
 */
export function inflect(word: string): readonly string[] {
  const stem = PorterStemmer.stem(word);
  const found = new Set([word]);
  for (const root of rootsOf(word)) {
    for (const ending of endings) {
      const form = root + ending;
      if (form.length > 2 && PorterStemmer.stem(form) === stem) found.add(form);
    }
  }
  return [...found];
}

/** Where an ending may be put: the word itself, without a final e or y, or with its last letter doubled. */
function rootsOf(word: string): readonly string[] {
  const roots = [word];
  if (/[ey]$/.test(word)) roots.push(word.slice(0, -1));
  if (/[^aeiou][aeiou][bdgklmnprt]$/.test(word)) roots.push(word + word.slice(-1));
  return roots;
}
