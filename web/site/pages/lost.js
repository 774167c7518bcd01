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
<h1>Page not found</h1>
<p>The address may contain a typo, or the page has moved. Remove the last parts of the address one by one, and you will get to the list of lessons.</p>
</main>
</body>
</html>
`;
}
