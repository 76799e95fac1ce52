// A page that follows the chosen theme from its first paint; the page itself reads and writes it in src/theme.ts.
try {
  const theme = localStorage.getItem('echochat.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be shut off; then the system's theme stands.
}
