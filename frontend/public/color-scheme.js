// Runs before the first paint: the stored colour scheme and language, so that nothing flashes.
(function () {
  var root = document.documentElement;
  var theme = 'auto';
  try {
    var stored = JSON.parse(localStorage.getItem('levitiis.preferences') || '{}');
    var preferences = (stored.state && stored.state.preferences) || {};
    theme = preferences.theme || 'auto';
    root.lang = preferences.language === 'en' ? 'en' : 'pt-BR';
  } catch (_) {
    theme = 'auto';
  }
  var dark = theme === 'dark' || (theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
