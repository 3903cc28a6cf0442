/** A person's picture: two colours that depend on the number in its path. */
export function avatar(number: number): string {
  const hue = (number * 47) % 360;
  return svg(
    64,
    64,
    `<rect width="64" height="64" fill="hsl(${hue} 45% 78%)"/>` +
      `<circle cx="32" cy="25" r="12" fill="hsl(${hue} 40% 42%)"/>` +
      `<path d="M8 64a24 22 0 0 1 48 0z" fill="hsl(${hue} 40% 42%)"/>`,
  );
}

/** A course's picture: a sea at some hour of the day. */
export function cover(number: number): string {
  const hue = 165 + ((number * 29) % 70);
  return svg(
    640,
    360,
    `<rect width="640" height="360" fill="hsl(${hue} 60% 82%)"/>` +
      `<circle cx="${120 + ((number * 90) % 400)}" cy="110" r="46" fill="hsl(${(hue + 180) % 360} 80% 82%)"/>` +
      `<path d="M0 200q80-40 160 0t160 0 160 0 160 0v160H0z" fill="hsl(${hue} 50% 52%)"/>` +
      `<path d="M0 260q80-40 160 0t160 0 160 0 160 0v100H0z" fill="hsl(${hue} 55% 38%)"/>`,
  );
}

const svg = (width: number, height: number, inside: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${inside}</svg>`;
