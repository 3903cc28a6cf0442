/** Usernames that every community of this server holds, in the order in which they are given to requesters. */
export const NOTABLE: readonly (readonly [username: string, realName: string])[] = [
  ['amara_okafor', 'Amara Okafor'],
  ['li-wei_7', 'Li Wei'],
  ['мария_21', 'Мария Соколова'],
  // Each is a part of the next: a search for the first finds all three.
  ['user5', 'Ines Ferreira'],
  ['user50', 'Tomás Herrera'],
  ['user500', 'Grace Whitfield'],
  ['田中_健', '田中 健'],
  ['zoë-andersen', 'Zoë Andersen'],
  ['נועה_כהן', 'נועה כהן'],
  ['O_Brien-Sean', 'Seán O’Brien'],
  // Two people may share a real name.
  ['m_rossi', 'Maria Rossi'],
  ['maria-rossi_88', 'Maria Rossi'],
];

/** The same, for people who have nothing to do with course 9. */
export const NOTABLE_STRANGERS: readonly (readonly [username: string, realName: string])[] = [
  ['user5000', 'Petra Novak'],
  // Digits alone are a valid username, and here also somebody else's id.
  ['2003', 'Oskar Lindqvist'],
  // The first letter is Cyrillic: another person than `amara_okafor`.
  ['аmara_okafor', 'Amara Okafor'],
];

// biome-ignore format: a list of words
const FIRST = [
  'Aisha', 'Benjamin', 'Chiara', 'Dmitri', 'Elena', 'Farid', 'Gabriela', 'Hiroshi', 'Ingrid', 'Jamal',
  'Katarzyna', 'Lucas', 'Mei', 'Nikolai', 'Olivia', 'Pablo', 'Quentin', 'Rosa', 'Samuel', 'Tara',
  'Ulrich', 'Valentina', 'William', 'Ximena', 'Yusuf', 'Zara', 'Anders', 'Beatriz', 'Carlos', 'Daria',
];
// biome-ignore format: a list of words
const LAST = [
  'Abebe', 'Bianchi', 'Costa', 'Dubois', 'Eriksen', 'Fischer', 'Garcia', 'Haddad', 'Ivanova', 'Jensen',
  'Kowalski', 'Larsen', 'Moreau', 'Nguyen', 'Oliveira', 'Patel', 'Quispe', 'Romano', 'Schmidt', 'Tanaka',
  'Urbina', 'Vargas', 'Watanabe', 'Xu', 'Yilmaz', 'Zimmermann', 'Adeyemi', 'Bergman', 'Castillo', 'Diallo',
  'Evans',
];

/**
 * The `index`-th ordinary person: a username in one of the shapes people choose, and a real name.
 * Different for every index; neighbours are not alphabetical neighbours.
 */
export function ordinaryName(index: number): readonly [username: string, realName: string] {
  // 7 and 11 are coprime to the lengths, which are coprime to each other: all pairs occur before any repeats.
  const first = FIRST[(index * 7) % FIRST.length] ?? 'Aisha';
  const last = LAST[(index * 11) % LAST.length] ?? 'Abebe';
  const round = Math.floor(index / (FIRST.length * LAST.length));
  const tail = round === 0 ? '' : `_${round + 1}`;
  const shapes = [`${first}_${last}`, `${first}-${last}`, `${first[0]}${last}`, `${last}_${first}`].map(
    (name) => name.toLowerCase(),
  );
  const shape = index % shapes.length;
  // An initial and a surname alone would repeat, so that shape carries the index.
  const username = shape === 2 ? `${shapes[2]}${index}` : `${shapes[shape]}${tail}`;
  return [username, `${first} ${last}`];
}
