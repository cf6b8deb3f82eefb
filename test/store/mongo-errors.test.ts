import { MongoBulkWriteError, MongoNetworkError, MongoServerError, MongoTopologyClosedError } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { InputError, StoreError } from '../../src/core/errors.ts';
import { explain } from '../../src/store/mongo-errors.ts';

const place = 'mongodb://db.example:27017/ripplewatch';

// What the servers of the tests cannot be brought to say, by the codes of https://www.mongodb.com/docs/manual/reference/error-codes/.
describe('what MongoDB says', () => {
  it.each([
    [18, 'Authentication failed.', /refuses the name or the password/, false],
    [8000, 'bad auth : authentication failed', /refuses the name or the password/, false],
    [13, 'not authorized on ripplewatch to execute command', /role readWrite/, false],
    [14031, 'available disk space is less than required minimum', /no room left on the disk/, true],
    [10107, 'not primary', /changing its primary/, true],
    [189, 'Primary stepped down', /changing its primary/, true],
    [11600, 'interrupted at shutdown', /changing its primary/, true],
    [64, 'waiting for replication timed out', /most of its members/, true],
    [50, 'operation exceeded time limit', /took too long/, true],
    [10334, 'BSONObj size: 17825836 is invalid', /16 MB/, false],
    [11000, 'E11000 duplicate key error, dup key: { id: "secret words" }', /under this key already/, false],
    [86, 'An existing index has the same name', /store migrate/, false],
    [96, 'something of its own about secret words', /OperationFailed \(code 96\)/, false],
  ])('with the code %i becomes a sentence', (code, errmsg, says, passing) => {
    const error = explain(new MongoServerError({ code, errmsg, codeName: code === 96 ? 'OperationFailed' : undefined }), place);
    expect(error).toBeInstanceOf(StoreError);
    expect(error.message).toMatch(says);
    expect(error.message).not.toContain('secret words');
    expect(error).toMatchObject({ passing });
    expect(error.cause).toBeInstanceOf(MongoServerError);
  });

  it('about a lost connection and a closed store does as well, and our own errors pass as they are', () => {
    expect(explain(new MongoNetworkError('connection 4 to 10.0.0.1:27017 closed'), place)).toMatchObject({ passing: true });
    // As the driver wraps it where several documents were on their way.
    const wrapped = new MongoBulkWriteError(new MongoNetworkError('connection 3 to 10.0.0.1:27017 closed'), {} as never);
    expect(explain(wrapped, place)).toMatchObject({ passing: true, message: expect.stringContaining('broke') as string });
    expect(explain(new MongoTopologyClosedError('closed'), place).message).toBe('The store is closed.');
    const own = new InputError('after is not a place in this list.');
    expect(explain(own, place)).toBe(own);
    const fault = new TypeError('a fault of ours');
    expect(explain(fault, place)).toBe(fault);
  });
});
