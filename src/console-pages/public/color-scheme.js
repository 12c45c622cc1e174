// Sets the colours before the first paint: a script of its own file, because the page's policy allows no inline one.
(() => {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const scheme = localStorage.getItem('mantine-color-scheme-value');
    const isDark = scheme === 'dark' || (scheme !== 'light' && dark.matches);
    document.documentElement.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light');
  };
  apply();
  dark.addEventListener('change', apply);
})();
