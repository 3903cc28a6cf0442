/** What `read` costs in a page, beside the least that a look at every row could cost. All of it runs in the page. */

/** Milliseconds, round by round. */
export interface Rounds {
  bare: number[];
  read: number[];
}

/** Both in turn, so that what slows the machine down slows down both; one more round goes before, unmeasured. */
export async function timeReading({ rounds, rows }: { rounds: number; rows: number }): Promise<Rounds> {
  const people = [...document.querySelectorAll('.SCCourseUsersTable-root tbody > tr')];
  const all = {
    checkOpacity: true,
    checkVisibilityCSS: true,
    contentVisibilityAuto: true,
    opacityProperty: true,
    visibilityProperty: true,
  };

  /** What nobody can do without who looks at each row. The sum keeps all of it from being optimized away. */
  function bareLoop(): number {
    let sum = 0;
    for (const row of people) {
      // The first `p` of a row is the name. Not `.SCCourseUsersTable-avatar-wrapper > p`, for which Chromium 156 takes
      // quadratic time when each row is asked for it: 80 µs to 3 s for all (seen 2026-11).
      const name = row.querySelector('p');
      if (name === null) continue;
      sum += name.textContent.length;
      sum += name.checkVisibility(all) ? 1 : 0;
      sum += name.getBoundingClientRect().width;
      sum += getComputedStyle(name) ? 1 : 0;
    }
    return sum;
  }

  const times: Rounds = { bare: [], read: [] };
  for (let round = 0; round <= rounds; round += 1) {
    const start = performance.now();
    const sum = bareLoop();
    const between = performance.now();
    const reading = await globalThis.rollcall?.read(null, null);
    const end = performance.now();
    if (!(sum > rows)) throw new Error('The bare loop saw nobody.');
    if (reading?.chosen.length !== rows) throw new Error(`Read ${reading?.chosen.length} people of ${rows}.`);
    if (round === 0) continue;
    times.bare.push(between - start);
    times.read.push(end - between);
  }
  return times;
}
