import { describe, expect, it } from 'vitest';
import { addMs, londonDate, londonDay, londonTime, readInstant, startOfHour } from '../../src/core/time.ts';

describe('time', () => {
  it('reads instants only when they name their offset', () => {
    expect(readInstant('2024-07-19T08:12:00+01:00')).toBe('2024-07-19T07:12:00.000Z');
    expect(readInstant('2024-07-19T07:00Z')).toBe('2024-07-19T07:00:00.000Z');
    expect(readInstant('2024-07-19T08:12:00')).toBeNull();
    expect(readInstant('2024-07-19')).toBeNull();
    expect(readInstant('yesterday')).toBeNull();
    expect(readInstant('')).toBeNull();
    expect(readInstant('+275760-09-13T00:00:00Z')).toBeNull();
    expect(readInstant('-000001-01-01T00:00:00Z')).toBeNull();
    expect(readInstant('9999-12-31T23:59:59Z')).toBe('9999-12-31T23:59:59.000Z');
  });

  it('knows that a London day has 23 or 25 hours when the clocks change', () => {
    expect(londonDay('2024-03-31')).toEqual({ from: '2024-03-31T00:00:00.000Z', to: '2024-03-31T23:00:00.000Z' });
    expect(londonDay('2024-10-27')).toEqual({ from: '2024-10-26T23:00:00.000Z', to: '2024-10-28T00:00:00.000Z' });
    expect(londonDay('2024-02-30')).toBeNull();
    expect(londonDay('19/07/2024')).toBeNull();
  });

  it('says London time with its zone', () => {
    expect(londonTime('2024-07-19T07:12:00.000Z')).toBe('2024-07-19 08:12 BST');
    expect(londonTime('2024-12-19T07:12:00.000Z')).toBe('2024-12-19 07:12 GMT');
    expect(londonDate('2024-07-19T23:30:00.000Z')).toBe('2024-07-20');
  });

  it('keeps text order equal to time order', () => {
    expect(addMs('2024-07-19T07:12:00.000Z', 1)).toBe('2024-07-19T07:12:00.001Z');
    expect(startOfHour('2024-07-19T07:59:59.999Z')).toBe('2024-07-19T07:00:00.000Z');
  });
});
