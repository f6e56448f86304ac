async function look() {
  try {
    const version = await (await fetch("/version")).text();
    if (version !== shown) {
      const html = await (await fetch("/main")).text();
      document.querySelector("main").innerHTML = html;
    }
    shown = version;
    setTimeout(look, 2000);
  } catch (gone) {
    const line = document.querySelector(".subtitle");
    if (line) line.textContent += " \u2014 the training has ended, and this page stays as it is.";
  }
}
look();
