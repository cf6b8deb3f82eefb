import { describe, expect, test } from 'vitest';
import { isHours } from '../../scrapers/hours.ts';

describe('a text about opening hours', () => {
  test.each([
    'Monday 8am to 6.30pm',
    'Monday\n08:00 - 18:30',
    'We are open now',
    'Currently closed. Opens at 8am',
    'Closed',
    'Monday',
    'Opening hours: Mon to Fri 8.00 am–6.30 pm, closed for lunch 1–2 pm',
    'Closed on bank holidays',
  ])('says nothing else: %s', (text) => expect(isHours(text)).toBe(true));

  test.each([
    'Closed today because of a power cut',
    'We are open, but our phones are down',
    'Open for emergencies only',
    '12',
    'Our computers are back',
    'Phones closed 1pm to 2pm',
    '',
  ])('is news as soon as it says more, and a bare number is none: %s', (text) => expect(isHours(text)).toBe(false));
});
