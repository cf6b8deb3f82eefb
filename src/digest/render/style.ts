/** The dashboard's colours: dark, middle and light, so that the phases stay apart without colour. Contrast of text on its ground is at least 4.5 to 1, light and dark. */
export const colours = {
  page: '#f0f4f5',
  sheet: '#ffffff',
  brand: '#0f3144',
  text: '#212b32',
  soft: '#4c6272',
  rule: '#d8dde0',
  banner: '#fff2bf',
  disrupted: '#7a1533',
  recovering: '#e08a12',
  restored: '#6bbfae',
  bar: '#1d4e68',
  empty: '#f0f4f5',
} as const;

export const font = 'font-family:Arial,Helvetica,sans-serif';

/** For programs that read style sheets: narrower margins on a phone, a dark sheet where the reader asked for one. */
export const sheet = `
@media (max-width:480px){.pad{padding-left:16px!important;padding-right:16px!important}}
@media (prefers-color-scheme:dark){
.page{background:#11181c!important}
.sheet{background:#1b2429!important}
.ink{color:#f0f4f5!important}
.soft{color:#b8c4cc!important}
.rule{border-color:#3b4a54!important}
.link,.figure{color:#7db8f0!important}
.empty{background:#2a353c!important}
.quote{background:#232e34!important}
.fill{background:#4a9be8!important}
.disrupted{background:#d9628a!important}
.recovering{background:#f0b060!important}
.restored{background:#a9dccf!important}
.key-disrupted{color:#d9628a!important}
.key-recovering{color:#f0b060!important}
.key-restored{color:#a9dccf!important}
.banner{color:#212b32!important}
}
`;
