import pino from 'pino';

/** The part of a logger that stages may use; messages are constants, whatever came from outside goes into the fields. */
export type Logger = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** One JSON object a line on standard error: a line break in a value cannot start a new line. */
export function createLogger(level: string): Logger {
  return pino(
    { level, redact: ['*.password', '*.token', '*.authorization', '*.cookie'] },
    pino.destination({ fd: 2, sync: true }),
  );
}

export const silentLogger: Logger = pino({ level: 'silent' });
