/** Lines of at most `width` characters, broken at spaces; `first` begins the first line and `rest` the others. A lone web address may stick out: broken, nobody could follow it. */
export function wrap(text: string, width: number, first = '', rest = ' '.repeat(first.length)): string {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(' ').flatMap((one) => pieces(one, width - rest.length))) {
    if (!empty && size(line) + 1 + size(word) > width) {
      lines.push(line);
      line = rest;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line].join('\n');
}

/** Length as people see it: an accent or a flag is one. */
export function size(text: string): number {
  return graphemes(text).length;
}

export function graphemes(text: string): string[] {
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

const segmenter = new Intl.Segmenter('en-GB');

function pieces(word: string, width: number): string[] {
  if (size(word) <= width || /^https?:\/\//.test(word)) return [word];
  const marks = graphemes(word);
  return Array.from({ length: Math.ceil(marks.length / width) }, (_, index) =>
    marks.slice(index * width, (index + 1) * width).join(''),
  );
}
