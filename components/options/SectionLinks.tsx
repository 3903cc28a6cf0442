import { i18n } from '#i18n';
import { SECTIONS, type Section } from './use-section.ts';

/** The way to each section of the options. */
export function SectionLinks({ section }: { section: Section }) {
  return (
    <nav aria-label={i18n.t('options.sections')}>
      {SECTIONS.map((one) => (
        <a key={one} href={`#${one}`} aria-current={one === section ? 'page' : undefined}>
          {i18n.t(`options.section.${one}`)}
        </a>
      ))}
    </nav>
  );
}
