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
  an event          ${lms.url('/event/3/night-snorkel/')}
  a post            ${lms.url('/post/31/')}
  notifications     ${lms.url('/notification/')}
  by slug alone     ${lms.url('/courses/intro-to-marine-biology/edit/requests')}
  in a query        ${lms.url('/manage?course=9&tab=requests')}
  in a frame        ${lms.url('/portal/course/9')}
  in a shadow root  ${lms.url('/widget/course/9/requests')}
Access token of the manager: ${lms.tokens.manager}
Press Ctrl+C to stop.`);
