import { expect, test } from 'vitest';
import { InputError } from '../../../src/core/errors.ts';
import { readServer } from '../../../src/digest/send/server.ts';

test('a relay without a password is asked for encryption and does without', () => {
  expect(readServer('smtp://mail.example.nhs.uk')).toEqual({
    host: 'mail.example.nhs.uk',
    port: 25,
    secure: false,
    user: null,
    password: null,
    encrypt: 'if-offered',
  });
});

test('a password never crosses a network in the clear', () => {
  expect(readServer('smtp://me%40nhs.net:p%2Fw%25@mail.example')).toMatchObject({
    port: 587,
    user: 'me@nhs.net',
    password: 'p/w%',
    encrypt: 'always',
  });
  expect(readServer('smtps://me:pw@mail.example')).toMatchObject({ port: 465, secure: true });
});

test('on loopback nobody is in between', () => {
  for (const host of ['127.0.0.1', 'localhost', '[::1]']) expect(readServer(`smtp://me:pw@${host}:2525`).encrypt).toBe('never');
});

test('a percent sign in a password may stand for itself', () => {
  expect(readServer('smtp://me:100%@mail.example').password).toBe('100%');
});

test('what is no mail server is refused without being repeated', () => {
  for (const wrong of ['mail.example', 'http://me:hunter2@mail.example', 'smtp:']) {
    expect(() => readServer(wrong)).toThrow(InputError);
    expect(() => readServer(wrong)).not.toThrow(/hunter2/);
  }
});
