import type { Block, Digest, Hour, TableColumn } from '../digest.ts';
import { sayNumber } from '../say.ts';

/** Markdown for wikis and chats: headings, lists and tables, and nothing from outside that could be any of them. */
export function renderMarkdown(digest: Digest): string {
  const parts = [
    `# Ripplewatch digest: ${escape(digest.dayInWords)}`,
    digest.banner === null ? null : `> **${escape(digest.banner)}**`,
    `**${escape(digest.answer[0] ?? '')}** ${digest.answer.slice(1).map(escape).join(' ')}`.trim(),
    ...digest.sections.map(({ title, blocks }) => [`## ${escape(title)}`, ...blocks.map(renderBlock)].join('\n\n')),
    digest.url === null ? null : `[All posts of this day](<${digest.url}>)`,
    digest.footer.map((line) => `_${escape(line)}_`).join('\n'),
  ];
  return `${parts.filter((part) => part !== null).join('\n\n')}\n`;
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'text':
      return escape(block.text);
    case 'list':
      return block.items.map((item) => `- ${escape(item)}`).join('\n');
    case 'table':
      return table(block.columns, block.rows);
    case 'bars':
      return table(
        [
          { title: 'System', numeric: false },
          { title: block.title, numeric: true },
        ],
        block.bars.map(({ label, value }) => [label, sayNumber(value)]),
      );
    case 'hours':
      return `${escape(block.says)}\n\n${table(hourColumns, block.hours.filter(isTold).map(hourRow))}`;
    case 'quote':
      return `${escape(block.title)}\n\n> “${escape(block.text)}”\n>\n> – ${source(block.source, block.url)}`;
  }
}

function table(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ title }) => escape(title))),
    line(columns.map(({ numeric }) => (numeric ? '--:' : '---'))),
    ...rows.map((row) => line(row.map(escape))),
  ].join('\n');
}

const hourColumns: readonly TableColumn[] = [
  { title: 'Hour', numeric: false },
  { title: 'Disrupted', numeric: true },
  { title: 'Recovering', numeric: true },
  { title: 'Restored', numeric: true },
];

function hourRow({ label, disrupted, recovering, restored, blind }: Hour): string[] {
  return [blind ? `${label} ×` : label, ...[disrupted, recovering, restored].map(sayNumber)];
}

/** Quiet hours tell nothing; hours that could not be seen do. */
function isTold({ disrupted, recovering, restored, blind, ahead }: Hour): boolean {
  return !ahead && (blind || disrupted + recovering + restored > 0);
}

function source(text: string, url: string | null): string {
  return url === null ? escape(text) : `[${escape(text)}](<${url}>)`;
}

/** Whatever Markdown or the HTML within it could take for a sign of its own. A bare address is broken so that no reader links it. */
function escape(text: string): string {
  return text
    .replace(/[\\`*_[\]<>|~&]/g, '\\$&')
    .replace(/^([#+=-]|\d+(?=[.)]))/, '\\$1')
    .replace(/(https?|ftp|mailto):/gi, '$1\\:')
    .replace(/\bwww\./gi, (found) => `${found.slice(0, 3)}\\.`);
}
