import { createTheme } from '@mantine/core';

/** Mantine's settings: Dwar's green, the system's fonts, and no movement for those who asked for none. */
export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: 9,
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  defaultRadius: 'sm',
  respectReducedMotion: true,
});
