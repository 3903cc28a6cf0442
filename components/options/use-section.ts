import { useEffect, useState } from 'preact/hooks';

/** The sections of the options, in their order: each is shown at the address that ends in its name, as in `#history`. */
export const SECTIONS = ['sites', 'lists', 'history', 'pages'] as const;
export type Section = (typeof SECTIONS)[number];

/** The section that the page's address names; `otherwise` where it names none. */
export function useSection(otherwise: Section): Section {
  const named = () => SECTIONS.find((section) => location.hash === `#${section}`) ?? otherwise;
  const [section, setSection] = useState(named);
  useEffect(() => {
    const follow = () => {
      setSection(named());
      // Another section begins at its top, however far the one before was read.
      scrollTo(0, 0);
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, [otherwise]);
  return section;
}
