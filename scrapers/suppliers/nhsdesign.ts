import { classesOf, type Supplier } from './supplier.ts';

/** Pages built with the NHS design system, whoever built them. */
export const nhsDesign: Supplier = {
  id: 'nhs-design',
  title: 'NHS design system',
  source: 'https://service-manual.nhs.uk/design-system/components',
  detect: (marks) => {
    const known = [...marks.nhsClasses].find((one) => components.test(one));
    return known === undefined ? null : `it uses the component ${known}`;
  },
  role: (element) => {
    const classes = classesOf(element);
    if (classes.some((one) => notices.has(one))) return 'alert';
    // "Call 999 if …" stands there for years: advice about illness, not about the practice.
    if (classes.some((one) => /^nhsuk-(?:card--care|care-card)/.test(one))) return 'noise';
    return classes.includes('nhsuk-card') || classes.includes('nhsuk-inset-text') ? 'item' : null;
  },
};

const components =
  /^nhsuk-(?:notification-banner|warning-callout|card|inset-text|header|footer|width-container|main-wrapper|global-alert)/;

// Notification banner: since August 2025. Warnings: callouts until then, cards since.
const notices = new Set(['nhsuk-notification-banner', 'nhsuk-warning-callout', 'nhsuk-card--warning', 'nhsuk-global-alert']);
