// Runs first, so that the page is painted once and in the right theme.
const kept = localStorage.getItem('theme')
if (kept === 'dark' || kept === 'light') document.documentElement.dataset.theme = kept
else if (matchMedia('(prefers-color-scheme: dark)').matches) document.documentElement.dataset.theme = 'dark'
