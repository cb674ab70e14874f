/* On the page at an old address: leads on, with the query and the part that the reader came with. */
const target = new URL(document.querySelector("main a").href);
target.search = location.search;
target.hash = location.hash;
location.replace(target);
