import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { CollectError, InputError, isPassing } from '../core/errors.ts';
import type { Logger } from '../core/log.ts';

export const problemCodes = [
  'bad-input',
  'unauthorised',
  'forbidden',
  'not-found',
  'wrong-method',
  'wrong-host',
  'foreign-origin',
  'wrong-type',
  'too-many',
  'unavailable',
  'internal',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** An answer in the one error shape. The message is for the person who asked and names no inner workings. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: ProblemCode;
  /** The parameter or body key that was wrong. */
  readonly field: string | null;

  constructor(status: number, code: ProblemCode, message: string, field: string | null = null, cause?: unknown) {
    super(message, { cause });
    this.status = status;
    this.code = code;
    this.field = field;
  }
}

export function sendProblem(res: Response, problem: Problem): void {
  // An answer that was to be a file is none any more.
  res.removeHeader('Content-Disposition');
  res.set('Cache-Control', 'no-store').status(problem.status).type('json');
  res.json({ error: { code: problem.code, message: problem.message, field: problem.field } });
}

/** Whatever no route answered. */
export const answerNotFound: RequestHandler = (_req, res) =>
  sendProblem(res, new Problem(404, 'not-found', 'There is nothing at this address; /api/openapi.json lists what there is.'));

/** Every error ends here: ours as they are, a client's mistake as a sentence, all else logged and hidden. */
export function answerErrors(log: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, _next) => {
    const problem = readProblem(error);
    if (problem.status >= 500) log.error({ err: error, method: req.method, path: req.path }, 'the API could not answer');
    // Too late for a status: cutting the connection is the only way to say that the answer is incomplete.
    if (res.headersSent) res.destroy();
    else sendProblem(res, problem);
  };
}

function readProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof InputError) return new Problem(400, 'bad-input', error.message, error.field);
  // Only adding a channel collects while a person waits: the address they gave could not be used.
  if (error instanceof CollectError) return new Problem(400, 'bad-input', error.message, 'address');
  if (isPassing(error)) {
    const says =
      'The store cannot be used just now; the log of this server says why. Collection goes on, and so does this when it can. Try again in a moment.';
    return new Problem(503, 'unavailable', says, null, error);
  }
  const { status, type } = readHttpError(error);
  if (type === 'entity.parse.failed') return new Problem(400, 'bad-input', 'The body is not valid JSON.');
  if (status === 413) return new Problem(413, 'bad-input', 'The body is larger than 64 kB.');
  if (status === 415) return new Problem(415, 'wrong-type', 'The body must be JSON in UTF-8: Content-Type: application/json.');
  if (status === 404) return new Problem(404, 'not-found', 'There is nothing at this address.');
  if (status >= 400 && status < 500) return new Problem(status, 'bad-input', 'The request could not be understood.');
  return new Problem(500, 'internal', 'Something went wrong here, not in your request. The log of this server says what.');
}

/** Express and its parsers mark a client's mistakes with `status` and `type`. */
function readHttpError(error: unknown): { status: number; type: string } {
  if (!(error instanceof Error)) return { status: 500, type: '' };
  const status = 'status' in error && typeof error.status === 'number' ? error.status : 500;
  return { status, type: 'type' in error && typeof error.type === 'string' ? error.type : '' };
}
