import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

// One folder of static files inside the package, so that an installed wheel needs no Node.
export default defineConfig({
  plugins: [svelte()],
  build: {
    outDir: '../src/tidings/web/static',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0, // the content policy allows no data: address
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8765' } },
})
