/** Letters in the place of a picture. */

/** `SH` beside `Solveig Hauge`, which may stand in two columns; of three words any two. */
export function isInitials(text: string, all: readonly string[]): boolean {
  if (text.length > 3) return false;
  if (all.some((other) => other.length > 3 && areOf(text, other))) return true;
  if (text.length < 2 || text !== text.toUpperCase()) return false;
  const others = all.filter((other) => other !== text);
  return others.some((one, at) => {
    const next = others[at + 1];
    return next !== undefined && one.length + next.length > 3 && areOf(text, `${one} ${next}`);
  });
}

function areOf(text: string, name: string): boolean {
  const initials = name.split(/[\s\-’']+/).map((word) => word.slice(0, 1).toLowerCase());
  const letters = [...text.toLowerCase()];
  let at = 0;
  for (const initial of initials) if (initial === letters[at]) at += 1;
  return letters[0] === initials[0] && at === letters.length;
}
