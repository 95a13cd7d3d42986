// Sets the theme before the first paint: the agent's choice, else the system's. `src/theme.ts` takes over from here.
(() => {
  let choice = null;
  try {
    choice = localStorage.getItem('parley:theme');
  } catch {
    // Storage is forbidden: the system decides.
  }
  const isDark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
})();
