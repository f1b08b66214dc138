/** Read by Vite, svelte-check and ESLint. TypeScript in components is erasable, so nothing is preprocessed. */
export default {
  compilerOptions: {
    runes: true,
    /** Else every page gets `window.__svelte`, which tells the world what it is built with. */
    discloseVersion: false,
  },
};
