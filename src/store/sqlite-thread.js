// Where the store's thread begins. Plain JavaScript, so that types are stripped and code is compiled once and not at every start: a thread
// has a cache of its own, which has to be switched on before anything else is read.
import module from 'node:module';
import { workerData } from 'node:worker_threads';

/** @type {unknown} */
const given = workerData;
if (given instanceof Object && 'cache' in given) module.enableCompileCache(String(given.cache));
await import('./sqlite-worker.ts');
