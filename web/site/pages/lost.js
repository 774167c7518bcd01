/** Stands at any address, so it is whole in itself: no links that would have to know where it is. */
export function lostPage() {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Page not found · Attend</title>
</head>
<body>
<main>
<h1>There is no page here</h1>
<p>The address may be mistyped, or the page has moved. Shorten the address step by step to come to the list of lessons.</p>
</main>
</body>
</html>
`;
}
