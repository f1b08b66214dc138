/** Shown where the answer must not be sent on, because who would receive it is in doubt. */
export function errorPage(error: string, description = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>This app cannot be opened</title>
<style>
  body { margin: 0; padding: 2rem 1.25rem; font: 1rem/1.5 system-ui, sans-serif; color: #17282b; background: #fff }
  main { max-width: 38rem; margin: 0 auto }
  h1 { font-size: 1.375rem; line-height: 1.25 }
  .detail { color: #45565a; font-size: 0.875rem }
</style>
</head>
<body>
<main>
<h1>This app cannot be opened</h1>
<p>Please go back to the portal and open it from there again. If that does not help, call us.</p>
<p class="detail">For the people who look after the app: ${escaped(error)}${description === '' ? '' : `, ${escaped(description)}`}.</p>
</main>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
}
