/** A lesson whose author means harm: everything in it that could run says so in `pwned`. */
export const evilLesson = `<!doctype html>
<html lang="en">
  <head>
    <title>Not a friend</title>
  </head>
  <body>
    <attend-lesson lesson="evil" scene="javascript:pwned=1" onclick="pwned=2">
      <article class="prose" style="position: fixed; inset: 0">
        <h1>Hello</h1>
        <script>
          pwned = 3;
        </script>
        <p><a href="javascript:pwned=4">Press</a> <a href="JaVaScRiPt:pwned=5">me</a></p>
        <p><a href="data:text/html,<script>pwned=6</script>">or me</a></p>
        <img src="missing.png" onerror="pwned=7" alt="" />
        <svg><animate onbegin="pwned=8" attributeName="x" dur="1s" /><a href="javascript:pwned=9"><text>x</text></a></svg>
        <iframe srcdoc="<script>parent.pwned=10</script>" title="x"></iframe>
        <form action="javascript:pwned=11"><button>Send</button></form>
        <details ontoggle="pwned=12" open><summary>More</summary></details>
        <attend-step id="s" path="embed" onfocus="pwned=13" tabindex="1"><h2>Section</h2></attend-step>
        <attend-value path="__proto__" at="0">1</attend-value>
      </article>
      <aside class="machine"></aside>
    </attend-lesson>
  </body>
</html>
`;
