import type { Organisation } from '../../../src/core/types.ts';
import { organisation } from '../../directory/organisation.ts';

const row = (code: string, name: string, town: string, postcode: string, area: string, more: Partial<Organisation> = {}) =>
  organisation({ code, name, town, postcode, area, ...more });

/** The invented organisations that the sentences speak of. */
export const invented: readonly Organisation[] = [
  row('XA-001', 'THE HERON LANE SURGERY', 'Wilmslow', 'SK9 0ZZ', 'QYG'),
  row('XA-002', 'MALLARD VIEW MEDICAL CENTRE', 'Leeds', 'LS6 0ZZ', 'QWO'),
  row('XA-003', 'PARK SURGERY', 'Leeds', 'LS6 0ZY', 'QWO'),
  row('XA-004', 'PARK SURGERY', 'Maidstone', 'ME14 0ZY', 'QKS'),
  row('XA-005', 'DRAKE PRACTICE', 'Farnborough', 'GU14 0ZY', 'QNQ'),
  row('XA-006', 'TEAL PRACTICE', 'Newport', 'PO30 0ZY', 'QRL'),
  row('XA-007', 'THE SURGERY', 'Wilmslow', 'SK9 0ZW', 'QYG'),
  row('XA-008', 'WIDGEONBROOK FAMILY PRACTICE', 'Taunton', 'TA1 0ZZ', 'QSL'),
  row('XA-009', 'KITTIWAKE PHARMACY', 'Whitby', 'YO21 0ZZ', 'QOQ', { kind: 'pharmacy' }),
  row('XA-010', 'ST BRANNOCS MEDICAL CENTRE', 'Truro', 'TR1 0ZZ', 'QT6'),
  row('XA-011', 'ST BRANNOCS MEDICAL CENTRE', 'Plymouth', 'PL4 0ZZ', 'QJK'),
  row('XA-012', 'DR A PIPISTRELLE & PARTNERS', 'Derby', 'DE1 0ZZ', 'QJ2'),
  row('XA-013', 'LINCOLN ROAD SURGERY', 'Peterborough', 'PE1 0ZZ', 'QUE'),
  row('XA-014', 'READING LANE SURGERY', 'Kendal', 'LA9 0ZZ', 'QE1'),
  row('XA-015', 'FULMAR COURT HEALTH CENTRE', 'Cardiff', 'CF10 0ZZ', '7A4', { status: 'closed', closedOn: '2025-03-31' }),
  row('XA-016', 'CURLEWFIELD SURGERY', 'Nether Dottering', 'WR6 0ZZ', 'QGH'),
  row('XA-017', 'PLOVER STREET PHARMACY', 'Nether Dottering', 'WR6 0ZY', 'QGH', { kind: 'pharmacy' }),
  row('XA-018', 'OSPREY GROUP PRACTICE', 'Belfast', 'BT9 0ZZ', 'ZC010'),
];
