import { parseArgs } from 'node:util';
import { ensureFrontEnd } from './build.ts';

/** Starts the practice LMS for a person to look at: `node test/lms/main.ts --port 8080 --waiting 340`. */
const { values } = parseArgs({
  options: { port: { type: 'string', default: '8080' }, waiting: { type: 'string', default: '340' } },
});

await ensureFrontEnd();
// Only now: the server's own packages may just have been installed.
const { startLms } = await import('./server.ts');
const lms = await startLms({ port: Number(values.port), waiting: Number(values.waiting) });

console.log(`The practice LMS runs at ${lms.origin}
  the courses       ${lms.url('/')}
  join requests     ${lms.url('/course/9/intro-to-marine-biology/edit/requests')}
  dashboard         ${lms.url('/course/9/intro-to-marine-biology/dashboard')}
  the course        ${lms.url('/course/9/intro-to-marine-biology/')}
  a group           ${lms.url('/group/5/tide-pool-watchers/members/')}
  a person          ${lms.url('/user/2001/')}
Access token of the manager: ${lms.tokens.manager}
Press Ctrl+C to stop.`);
