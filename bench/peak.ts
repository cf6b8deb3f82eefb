// Loaded before a program (`node --import ./bench/peak.ts …`): says at its end, on standard error, how much memory it held at most, in MB, and
// how long a processor worked for it, which is steadier than the wall on a machine that does other things too.
import { isMainThread } from 'node:worker_threads';

if (isMainThread)
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
    process.stderr.write(JSON.stringify({ peakMb, processorMs: Math.round((user + system) / 1000) }));
  });
