/** `1000` as the language of the page writes it: `1,000`. */
export function numberWords(count: number): string {
  return new Intl.NumberFormat(document.documentElement.lang || undefined).format(count);
}
