import type { Evaluation, SetResult } from '../analysis/evaluate/result.ts';
import { align, range, ratio, underline } from './evaluate-columns.ts';

const mostSystems = 20;

export function saySystems({ systems, perSystem }: Evaluation): readonly string[] {
  const rows = setRows([
    ['affected', systems.systems],
    ['said to be unaffected', systems.systemsUnaffected],
    ['named as the cause', systems.systemsCause],
    ['planned', systems.systemsPlanned],
    ['switched off on purpose', systems.systemsSwitchedOff],
    ['system and role', systems.rolePairs],
    ['system in any role', systems.anyRole],
  ]);
  if (rows.length === 0) return [];
  const left = perSystem.length - mostSystems;
  return [
    ...underline('Systems'),
    ...align([setHead, ...rows]),
    '',
    'Affected, system by system:',
    ...align([
      ['', 'labelled', 'answered', 'precision', 'recall', 'F1'],
      ...perSystem
        .slice(0, mostSystems)
        .map((one) => [one.system, `${one.labelled}`, `${one.answered}`, ratio(one.precision), ratio(one.recall), ratio(one.f1)]),
    ]),
    ...(left > 0 ? [`${left} more with --json.`] : []),
  ];
}

export function sayOthers({ services, cause, causesDenied, advice, places, areas }: Evaluation): readonly string[] {
  const rows = setRows([
    ['services hit', services],
    ['cause', cause],
    ['causes denied', causesDenied],
    ['advice', advice],
    ['places, as words', places],
    ['areas, as codes', areas],
  ]);
  return rows.length === 0 ? [] : [...underline('What else it says'), ...align([setHead, ...rows])];
}

const setHead = ['', 'labelled', 'found', 'too many', 'precision', 'recall', 'F1'];

function setRows(named: readonly (readonly [string, SetResult | null])[]): readonly (readonly string[])[] {
  return named.flatMap(([title, one]) =>
    one === null
      ? []
      : [
          [
            title,
            `${one.hits + one.missed}`,
            `${one.hits}`,
            `${one.extra}`,
            range(one.precision),
            range(one.recall),
            range(one.f1),
          ],
        ],
  );
}
