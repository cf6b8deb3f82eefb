import type { z } from 'zod';
import { CollectError } from '../src/core/errors.ts';
import type { HttpResponse } from '../src/core/http/client.ts';
import { sayUrl } from '../src/core/http/say.ts';

/** Reads an API's answer; throws CollectError `changed` that names the first field which is not as documented. */
export function readJson<Shape extends z.ZodType>(response: HttpResponse, shape: Shape): z.output<Shape> {
  const said = sayUrl(response.url);
  let value: unknown;
  try {
    value = JSON.parse(response.text);
  } catch (cause) {
    const what = /<html[\s>]|<!doctype html/i.test(response.text) ? 'a web page came instead' : 'it cannot be read as JSON';
    throw new CollectError('changed', `${said} is not the JSON it should be: ${what}.`, { cause });
  }
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue?.path.join('.') || 'the answer';
  throw new CollectError('changed', `${said} is not as documented: ${where}: ${issue?.message ?? 'unknown'}.`, {
    cause: result.error,
  });
}
